package dev.parley.bench.scenario;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.load.Client;
import dev.parley.bench.load.Handshake;
import dev.parley.bench.load.Histogram;
import dev.parley.bench.load.Member;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Clients that connect, join a room and leave, as many as there may be at a time.
 *
 * @param atOnce how many may be connecting at the same time
 * @param perSecond how many begin in a second at most: it costs the generator more than the bare reference
 */
record Storm(String name, int atOnce, int perSecond) implements Scenario {

    private static final int ROOMS = 100;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    // Each has ports of its own for connections that are over but not forgotten.
    private static final int ADDRESSES = 16;

    @Override
    public String about() {
        return "WebSocket, CONNECT and a room, " + atOnce + " at once and " + perSecond
                + " in a second at most, each closed when it has joined";
    }

    @Override
    public String unit() {
        return "us CPU per connection";
    }

    @Override
    public boolean fits(Contender contender) {
        return true;
    }

    @Override
    public Outcome play(Stage stage) {
        return new Play(stage).go();
    }

    /** Owned by the thread of the loop. */
    private final class Play implements Member.Listener {

        private final Stage stage;
        private final Handshake handshake = Handshake.plain();
        private final Histogram latency = new Histogram();
        private final long[] began = new long[atOnce];
        private final ArrayDeque<Integer> free = new ArrayDeque<>();
        private long connected;

        Play(Stage stage) {
            this.stage = stage;
        }

        Outcome go() {
            for (int i = 0; i < atOnce; i++) free.add(i);
            WarmUp.run(stage, this::storm, latency::total);
            latency.clear();
            var window = new Window(stage);
            storm(stage.measured());
            return window.end(latency.total(), latency, new Histogram());
        }

        private void storm(Duration time) {
            long start = System.nanoTime();
            for (long due = start; due - start < time.toNanos(); due += NANOS_PER_SECOND / perSecond) {
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime())
                    stage.loop().turn(left);
                Integer number = free.poll();
                if (number != null) connect(number);
            }
        }

        private void connect(int number) {
            InetSocketAddress node = stage.servers().nodes().getFirst();
            var address = new InetSocketAddress("127.0.0." + (1 + connected % ADDRESSES), node.getPort());
            var room = Publishing.room((int) (connected++ % ROOMS));
            began[number] = System.nanoTime();
            stage.loop().connect(address, new Client(number, handshake, List.of(room), this));
        }

        @Override
        public void ready(Member member) {
            latency.record(member.now() - began[member.number()]);
            member.close();
            free.add(member.number());
        }

        @Override
        public void delivered(Member member) {
            throw new IllegalStateException("an event that nobody has sent");
        }
    }
}
