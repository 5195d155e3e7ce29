package dev.parley.server;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.NodeReport;
import dev.parley.bus.Message.ReportRequest;
import dev.parley.bus.NodeId;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Takes a node's pulse once a second, keeps that of the last minutes, and tells it to whoever asks. One instance, where there
 * is a console; on a thread of its own, since files are read.
 */
final class VitalsVerticle extends VerticleBase {

    private static final long EVERY = TimeUnit.SECONDS.toMillis(1);

    /** Of five minutes: somebody who opens the console sees what has just been. */
    private static final int KEPT = 300;

    private record Taken(long at, RawJson sample) {}

    private final NodeId self;
    private final Bus bus;
    private final Vitals vitals;
    private final Supplier<RawJson> about;
    private final InstantSource clock;
    private final ArrayDeque<Taken> kept = new ArrayDeque<>();

    /** @param about what does not change from one second to the next */
    VitalsVerticle(NodeId self, Bus bus, Vitals vitals, Supplier<RawJson> about, InstantSource clock) {
        this.self = self;
        this.bus = bus;
        this.vitals = vitals;
        this.about = about;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        take();
        vertx.setPeriodic(EVERY, tick -> take());
        return bus.answer(Addresses.REPORTS, asked -> Future.succeededFuture(report(asked)));
    }

    private void take() {
        long now = clock.millis();
        kept.addLast(new Taken(now, vitals.sample(now)));
        if (kept.size() > KEPT) kept.removeFirst();
    }

    private NodeReport report(ReportRequest asked) {
        List<RawJson> later = kept.stream()
                .filter(each -> each.at > asked.after())
                .map(Taken::sample)
                .toList();
        return new NodeReport(self, about.get(), later);
    }
}
