package dev.parley.sockets;

import dev.parley.apps.Apps;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import java.util.concurrent.TimeUnit;

/**
 * What the events of an app are measured by, as plain numbers. Confined to its event loop, whose sockets share it.
 *
 * <p>Read again after a second, so that a change reaches sockets that are connected, and an event costs no look-up.
 */
final class AppLimits {

    private static final long GOOD_FOR = TimeUnit.SECONDS.toNanos(1);

    private final String app;
    private final Apps apps;

    private long readAt;
    private int eventsPerSecond;
    private int bytesPerSecond;
    private int eventBytes;
    private int eventLength;
    private int jsonDepth;

    AppLimits(String app, Apps apps, long now) {
        this.app = app;
        this.apps = apps;
        read(now);
    }

    /** An app that is gone takes its sockets along; until then they have the limits of the standard one. */
    private void read(long now) {
        Limits limits = apps.find(app).orElse(apps.standard()).limits();
        readAt = now;
        eventsPerSecond = limits.of(Limit.EVENTS_PER_SECOND);
        bytesPerSecond = limits.of(Limit.BYTES_PER_SECOND);
        eventBytes = limits.of(Limit.EVENT_BYTES);
        eventLength = limits.of(Limit.EVENT_LENGTH);
        jsonDepth = limits.of(Limit.JSON_DEPTH);
    }

    /** Sees to it that they are not older than a second. */
    void refresh(long now) {
        if (now - readAt > GOOD_FOR) read(now);
    }

    int eventsPerSecond() {
        return eventsPerSecond;
    }

    int bytesPerSecond() {
        return bytesPerSecond;
    }

    int eventBytes() {
        return eventBytes;
    }

    int eventLength() {
        return eventLength;
    }

    int jsonDepth() {
        return jsonDepth;
    }
}
