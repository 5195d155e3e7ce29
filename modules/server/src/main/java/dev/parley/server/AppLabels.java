package dev.parley.server;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which apps have series of their own: the configured one and those that are heard of first, up to a bound; the others share
 * one. Safe on every thread.
 */
final class AppLabels implements MeterFilter {

    private static final String TAG = "app";
    private static final String OTHER = "other";

    /** What modules call clients and requests of no app, and what is no single one. */
    private static final Set<String> NO_APP = Set.of("unknown", "?", OTHER);

    private final int most;
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    /** @param standard the id of the configured app */
    AppLabels(String standard, int most) {
        this.most = most;
        named.add(standard);
    }

    /** Under which name an app's series stand. */
    String of(String app) {
        if (NO_APP.contains(app) || named.contains(app)) return app;
        synchronized (named) {
            if (named.size() < most) named.add(app);
        }
        return named.contains(app) ? app : OTHER;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String app = id.getTag(TAG);
        if (app == null) return id;
        String label = of(app);
        if (label.equals(app)) return id;
        List<Tag> tags = id.getTags().stream()
                .map(tag -> tag.getKey().equals(TAG) ? Tag.of(TAG, label) : tag)
                .toList();
        return id.replaceTags(tags);
    }
}
