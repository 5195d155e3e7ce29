package dev.parley.sockets;

import dev.parley.apps.Limit;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.Budget;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether the events of one socket are within the limits of its app. Confined to the socket's event loop.
 *
 * <p>Nothing is made for an event that is.
 */
final class EventGate {

    static final String WARNING = "limit:warning";

    private static final long WARN_AT = Budget.BURST / 10 * 8;
    private static final long WARN_AGAIN_AFTER = TimeUnit.SECONDS.toNanos(10);

    private final Inflow inflow;
    private final int nodeDepth;
    private final Budget events;
    private long eventsWarned;
    private long bytesWarned;

    /**
     * @param nodeDepth what the decoder lets through
     */
    EventGate(Inflow inflow, int nodeDepth) {
        this.inflow = inflow;
        this.nodeDepth = nodeDepth;
        this.events = new Budget(inflow.now());
        this.eventsWarned = inflow.now() - WARN_AGAIN_AFTER;
        this.bytesWarned = eventsWarned;
    }

    /**
     * Takes the event into account.
     *
     * @return why it is refused, or null
     */
    @Nullable
    EventRefusal refusal(SocketPacket.Event event, RawJson name) {
        long now = inflow.now();
        AppLimits limits = inflow.limits();
        long overdrawn = inflow.bytes().debt(now) - Budget.BURST;
        if (overdrawn > 0) return EventRefusal.rate(Limit.BYTES_PER_SECOND, Duration.ofNanos(overdrawn));
        if (!events.take(1, limits.eventsPerSecond(), now)) {
            long wait = events.wait(1, limits.eventsPerSecond(), now);
            return EventRefusal.rate(Limit.EVENTS_PER_SECOND, Duration.ofNanos(wait));
        }
        if (event.args().length() > limits.eventBytes())
            return EventRefusal.always(Limit.EVENT_BYTES, "event_too_large", "The event is larger than it may be.");
        if (limits.jsonDepth() < nodeDepth && event.args().isDeeperThan(limits.jsonDepth()))
            return EventRefusal.always(Limit.JSON_DEPTH, "too_deep", "The event is nested deeper than it may be.");
        if (isLonger(name, limits.eventLength()))
            return EventRefusal.always(
                    Limit.EVENT_LENGTH, "event_name_too_long", "The event's name is longer than it may be.");
        return null;
    }

    /** Most names are short enough as they are written, quotes included. */
    private static boolean isLonger(RawJson name, int most) {
        return name.length() > most && name.asString().orElseGet(name::toString).length() > most;
    }

    /** Which limit the client is close to, if it should be told so now; it hears of each once in a while. */
    @Nullable
    Limit closeTo() {
        long now = inflow.now();
        if (events.debt(now) >= WARN_AT && now - eventsWarned >= WARN_AGAIN_AFTER) {
            eventsWarned = now;
            return Limit.EVENTS_PER_SECOND;
        }
        if (inflow.bytes().debt(now) >= WARN_AT && now - bytesWarned >= WARN_AGAIN_AFTER) {
            bytesWarned = now;
            return Limit.BYTES_PER_SECOND;
        }
        return null;
    }

    /** {@code {"limit","perSecond","message"}}. */
    RawJson warning(Limit limit) {
        int perSecond = limit == Limit.EVENTS_PER_SECOND
                ? inflow.limits().eventsPerSecond()
                : inflow.limits().bytesPerSecond();
        return JsonWriter.object(w -> w.name("limit")
                .string(limit.key())
                .name("perSecond")
                .number(perSecond)
                .name("message")
                .string("Soon your events will be refused: send less."));
    }
}
