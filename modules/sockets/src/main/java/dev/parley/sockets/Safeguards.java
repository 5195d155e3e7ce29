package dev.parley.sockets;

import dev.parley.apps.App;
import dev.parley.apps.Apps;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What keeps the clients of one event loop within the limits of their apps. Confined to that event loop. */
final class Safeguards {

    private final Apps apps;
    private final LongSupplier clock;
    private final ClientLimits config;
    private final PacketRules packets;
    private final Quotas quotas;
    private final LimitMetrics metrics;
    private final Map<String, AppLimits> limits = new HashMap<>();

    /**
     * @param clock nanoseconds
     */
    Safeguards(
            Apps apps,
            LongSupplier clock,
            ClientLimits config,
            PacketRules packets,
            Quotas quotas,
            LimitMetrics metrics) {
        this.apps = apps;
        this.clock = clock;
        this.config = config;
        this.packets = packets;
        this.quotas = quotas;
        this.metrics = metrics;
    }

    /** Of a connection that has just been opened. */
    Inflow inflow(String app) {
        // Clients may name any app: one that is not there gets the limits of the standard one, and no entry here.
        App known = apps.find(app).orElse(apps.standard());
        AppLimits ofApp = limits.computeIfAbsent(known.id(), first -> new AppLimits(first, apps, clock.getAsLong()));
        return new Inflow(clock, ofApp, packets.limits().attachments(), config.abuse());
    }

    /** Of a socket on such a connection. */
    EventGate gate(Inflow inflow) {
        return new EventGate(inflow, packets.limits().depth());
    }

    UserSeats users(String app) {
        return new UserSeats(quotas, app);
    }

    LimitMetrics metrics() {
        return metrics;
    }
}
