package dev.parley.bench.scenario;

import dev.parley.bench.load.Client;
import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Handshake;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.PollingClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A fan-out under way. Owned by the thread of the loop. */
final class FanOutPlay implements Member.Listener {

    private static final Duration LAST_WITHIN = Duration.ofSeconds(20);
    private static final int MOST_UNDER_WAY = 1024;
    private static final double HALF = 0.5;
    private static final double NANOS_PER_SECOND = 1e9;

    private final FanOut scenario;
    private final Stage stage;
    private final Loop loop;
    private final Crowd crowd;
    private final Handshake handshake = Handshake.plain();
    private final Deliveries deliveries;
    private final Gate gate;
    private Publishing publishing;
    private int nextRoom;
    private boolean chained = true;

    @SuppressWarnings("NullAway") // Somebody publishes once all members are there.
    FanOutPlay(FanOut scenario, Stage stage) {
        this.scenario = scenario;
        this.stage = stage;
        this.loop = stage.loop();
        this.crowd = new Crowd(loop);
        int slots = scenario.rooms() == 1 ? MOST_UNDER_WAY : Integer.highestOneBit(scenario.inFlight()) * 2;
        this.deliveries = new Deliveries(scenario.rooms(), scenario.members(), slots);
        this.gate = new Gate(stage, scenario.members(), any -> publish(System.nanoTime()));
    }

    Outcome go() {
        crowd.gather(scenario.rooms() * scenario.members(), this::connect);
        publishing = scenario.by() == FanOut.By.HTTP
                ? new Publishing.ByHttp(stage, scenario.rooms(), scenario.payload(), scenario.inFlight())
                : new Publishing.BySocket(stage, crowd, scenario.rooms(), scenario.payload(), this);
        for (int i = 0; i < scenario.inFlight(); i++) gate.pass(0);
        WarmUp.run(stage, gate::run, deliveries::count);
        Outcome outcome =
                switch (scenario.pace()) {
                    case SATURATED -> saturated();
                    case HALF -> half();
                };
        settle();
        return outcome;
    }

    private void connect(int number) {
        List<InetSocketAddress> nodes = stage.servers().nodes();
        InetSocketAddress node = nodes.get(number % nodes.size());
        String room = Publishing.room(number / scenario.members());
        switch (scenario.reach()) {
            case WEBSOCKET -> {
                var client = new Client(number, handshake, List.of(room), this);
                crowd.add(client);
                loop.connect(node, client);
            }
            case POLLING -> {
                var client = new PollingClient(number, room, this);
                crowd.add(client);
                client.connect(loop, node);
            }
        }
    }

    private Outcome saturated() {
        deliveries.clear();
        var window = new Window(stage);
        gate.run(stage.measured());
        return window.end(deliveries.count(), deliveries.each(), deliveries.last());
    }

    /** First how fast it goes, then half as fast: each event is counted from when it was due, also if it was sent late. */
    private Outcome half() {
        deliveries.clear();
        long start = System.nanoTime();
        gate.run(stage.measured());
        double perSecond = deliveries.count() * NANOS_PER_SECOND / (System.nanoTime() - start);
        settle();
        long period = (long) (NANOS_PER_SECOND * scenario.members() / (perSecond * HALF));
        paced(period, stage.warmUp().dividedBy(2));
        deliveries.clear();
        var window = new Window(stage);
        paced(period, stage.measured());
        return window.end(deliveries.count(), deliveries.each(), deliveries.last());
    }

    private void paced(long period, Duration time) {
        long start = System.nanoTime();
        for (long due = start; due - start < time.toNanos(); due += period) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) loop.turn(left);
            publish(due);
        }
    }

    private void publish(long when) {
        int room = nextRoom;
        nextRoom = room + 1 == scenario.rooms() ? 0 : room + 1;
        deliveries.published(room, when);
        publishing.publish(room);
    }

    /** Publishes nothing more, and waits for what is under way: everybody has to have got everything, once. */
    private void settle() {
        chained = false;
        loop.until(() -> deliveries.open() == 0, LAST_WITHIN, "all deliveries came");
        for (Member member : crowd.members()) {
            int sent = deliveries.published(member.number() / scenario.members());
            if (member.received() != sent)
                throw new IllegalStateException("a member got " + member.received() + " of " + sent + " events");
        }
    }

    @Override
    public void ready(Member member) {
        crowd.countReady();
    }

    @Override
    public void delivered(Member member) {
        long now = member.now();
        boolean all = deliveries.delivered(member.number() / scenario.members(), member.countOne(), now);
        if (all && chained) gate.pass(0);
    }
}
