package dev.parley.bench.scenario;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.load.Client;
import dev.parley.bench.load.Handshake;
import dev.parley.bench.load.Histogram;
import dev.parley.bench.load.Member;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Clients that connect, join a room and leave, the next one when one has joined.
 *
 * @param atOnce how many are connecting at the same time
 */
record Storm(String name, int atOnce) implements Scenario {

    private static final int ROOMS = 100;
    // Each has ports of its own for connections that are over but not forgotten.
    private static final int ADDRESSES = 16;

    @Override
    public String about() {
        return "WebSocket, CONNECT and a room, " + atOnce + " at once, each closed when it has joined";
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
        private long connected;
        private boolean goesOn = true;

        Play(Stage stage) {
            this.stage = stage;
        }

        Outcome go() {
            for (int i = 0; i < atOnce; i++) connect(i);
            stage.loop().run(stage.warmUp());
            latency.clear();
            var window = new Window(stage);
            stage.loop().run(stage.measured());
            Outcome outcome = window.end(latency.total(), latency, new Histogram());
            goesOn = false;
            return outcome;
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
            if (goesOn) connect(member.number());
        }

        @Override
        public void delivered(Member member) {
            throw new IllegalStateException("an event that nobody has sent");
        }
    }
}
