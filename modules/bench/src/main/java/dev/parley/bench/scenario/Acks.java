package dev.parley.bench.scenario;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.load.Client;
import dev.parley.bench.load.ClientFrames;
import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Handshake;
import dev.parley.bench.load.Histogram;
import dev.parley.bench.load.Member;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Emits that the server acknowledges, the next one when one is.
 *
 * @param inFlight of each client
 * @param perSecond how many there are of all clients at most: as fast as Parley answers, a generator on the other core cannot ask
 */
record Acks(String name, int clients, int inFlight, long perSecond) implements Scenario {

    @Override
    public String about() {
        return clients + " clients x " + inFlight + " emits in flight, " + perSecond + " in a second";
    }

    @Override
    public String unit() {
        return "us CPU per ack";
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
        private final Crowd crowd;
        private final Gate gate;
        private final List<Client> all = new ArrayList<>();
        private final long[] at = new long[clients * inFlight];
        private final Histogram latency = new Histogram();
        private final List<ByteBuffer> emits = IntStream.range(0, inFlight)
                .mapToObj(id -> ClientFrames.text("42" + id + "[\"ping\"]"))
                .toList();

        Play(Stage stage) {
            this.stage = stage;
            this.crowd = new Crowd(stage.loop());
            this.gate =
                    new Gate(stage.loop(), Math.min(perSecond, stage.mostPerSecond()), 1, this::emit, System::nanoTime);
        }

        Outcome go() {
            List<InetSocketAddress> nodes = stage.servers().nodes();
            crowd.gather(clients, number -> {
                var client = new Client(number, Handshake.plain(), List.of(), this);
                all.add(client);
                stage.loop().connect(nodes.getFirst(), client);
            });
            for (Client client : all) for (int id = 0; id < inFlight; id++) gate.pass(client.number() * inFlight + id);
            WarmUp.run(stage, gate::run, latency::total);
            latency.clear();
            var window = new Window(stage);
            gate.run(stage.measured());
            return window.end(latency.total(), latency, new Histogram());
        }

        private void emit(int which) {
            at[which] = System.nanoTime();
            all.get(which / inFlight).send(emits.get(which % inFlight));
        }

        @Override
        public void acknowledged(Client client, int id) {
            int which = client.number() * inFlight + id;
            latency.record(client.now() - at[which]);
            gate.pass(which);
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
