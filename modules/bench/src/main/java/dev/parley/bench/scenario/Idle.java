package dev.parley.bench.scenario;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.load.Client;
import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Handshake;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.proc.Processes;
import dev.parley.bench.scenario.Outcome.Latency;
import dev.parley.bench.scenario.Outcome.Measured;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Clients that are in a room and say nothing: how much the memory of the server has grown, after a few clients that came and
 * went. A process that has done other work before would hide it.
 */
record Idle(String name, int clients) implements Scenario {

    private static final int BEFORE = 300;
    private static final int MEMBERS = 10;
    private static final Duration REST = Duration.ofSeconds(3);
    // Each has the ports of one, and 28,000 connections are not always to be had.
    private static final int ADDRESSES = 4;
    private static final double KIB = 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public String about() {
        return clients + " idle clients in rooms of " + MEMBERS;
    }

    @Override
    public String unit() {
        return "KiB resident per connection";
    }

    @Override
    public boolean wantsFresh() {
        return true;
    }

    @Override
    public boolean fits(Contender contender) {
        return true;
    }

    @Override
    public Outcome play(Stage stage) {
        try (Loop first = new Loop()) {
            new Play(first, stage).gather(BEFORE);
        }
        Loop loop = stage.loop();
        loop.run(REST);
        Processes server = stage.servers().processes();
        long before = server.residentBytes();
        long began = System.nanoTime();
        new Play(loop, stage).gather(clients);
        double perSecond = clients * NANOS_PER_SECOND / (System.nanoTime() - began);
        loop.run(REST);
        long after = server.residentBytes();
        return new Measured((after - before) / KIB / clients, perSecond, Latency.NONE, Latency.NONE, after, 0, 0);
    }

    /** Owned by the thread of the loop. */
    private static final class Play implements Member.Listener {

        private final Loop loop;
        private final Stage stage;
        private final Handshake handshake = Handshake.plain();
        private final Crowd crowd;

        Play(Loop loop, Stage stage) {
            this.loop = loop;
            this.stage = stage;
            this.crowd = new Crowd(loop);
        }

        void gather(int count) {
            int port = stage.servers().nodes().getFirst().getPort();
            crowd.gather(
                    count,
                    number -> loop.connect(
                            new InetSocketAddress("127.0.0." + (1 + number % ADDRESSES), port),
                            new Client(number, handshake, List.of(Publishing.room(number / MEMBERS)), this)));
        }

        @Override
        public void ready(Member member) {
            crowd.countReady();
        }

        @Override
        public void delivered(Member member) {
            throw new IllegalStateException("an event that nobody has sent");
        }
    }
}
