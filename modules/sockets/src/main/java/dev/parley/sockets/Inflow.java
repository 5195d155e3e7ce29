package dev.parley.sockets;

import dev.parley.apps.Limit;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.engine.Budget;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much one connection sends, and how often it was refused. Confined to the connection's event loop.
 *
 * <p>What has come is charged, since it has come: over the budget events are refused, over twice the budget the connection
 * has to go. So has one that goes on when it is refused.
 */
final class Inflow {

    /** The argument of the event {@code error}, before a connection that has to go is closed. */
    static final RawJson ERROR = JsonWriter.object(w -> w.name("code")
            .string("rate_limited")
            .name("message")
            .string("This connection sent too much for too long."));

    private static final long ABUSE_WITHIN = TimeUnit.SECONDS.toNanos(10);

    /** A connect asks more of a server than other packets do. */
    private static final int CONNECT_COSTS = 20;

    private final LongSupplier clock;
    private final AppLimits limits;
    private final int messagesForOneEvent;
    private final int abuseLimit;
    private final Budget bytes;
    private final Budget messages;

    private long now;
    private int refused;
    private long refusedSince;

    /**
     * @param clock nanoseconds
     * @param attachments that an event may have
     * @param abuseLimit how often it may be refused within ten seconds
     */
    Inflow(LongSupplier clock, AppLimits limits, int attachments, int abuseLimit) {
        this.clock = clock;
        this.limits = limits;
        // An answer is a message too, and no event.
        this.messagesForOneEvent = attachments + 2;
        this.abuseLimit = abuseLimit;
        this.now = clock.getAsLong();
        this.bytes = new Budget(now);
        this.messages = new Budget(now);
    }

    /**
     * A message has come.
     *
     * @return the limit that the connection has to go for, or null
     */
    @Nullable
    Limit take(int length) {
        now = clock.getAsLong();
        limits.refresh(now);
        bytes.charge(length, limits.bytesPerSecond(), now);
        if (bytes.debt(now) > 2 * Budget.BURST) return Limit.BYTES_PER_SECOND;
        return charge(1);
    }

    /** The message that is at hand is a connect; else as {@link #take}. */
    @Nullable
    Limit takeConnect() {
        return charge(CONNECT_COSTS);
    }

    private @Nullable Limit charge(int amount) {
        messages.charge(amount, limits.eventsPerSecond() * messagesForOneEvent, now);
        return messages.debt(now) > 2 * Budget.BURST ? Limit.EVENTS_PER_SECOND : null;
    }

    /** Something of the connection was refused; true where it has to go for it. */
    boolean refusedOnceTooOften() {
        if (refused == 0 || now - refusedSince > ABUSE_WITHIN) {
            refused = 0;
            refusedSince = now;
        }
        return ++refused >= abuseLimit;
    }

    /** When the message that is at hand came, in nanoseconds. */
    long now() {
        return now;
    }

    AppLimits limits() {
        return limits;
    }

    Budget bytes() {
        return bytes;
    }
}
