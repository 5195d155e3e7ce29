package dev.parley.bench.scenario;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.load.Client;
import dev.parley.bench.load.ClientFrames;
import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Handshake;
import dev.parley.bench.load.Histogram;
import dev.parley.bench.load.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Users of a chat room who write messages, each of which is acknowledged when it is on the disk, and comes to all the others.
 *
 * @param inFlight of each user
 */
record Chat(String name, int users, int inFlight) implements Scenario {

    private static final int CREATED = 201;
    private static final int LENGTH = 100;

    @Override
    public String about() {
        return users + " users of one chat room, " + inFlight
                + " message each in flight, acknowledged when stored; latency is that" + " of the acknowledgement";
    }

    @Override
    public String unit() {
        return "us CPU per message";
    }

    @Override
    public boolean fits(Contender contender) {
        return contender == Contender.PARLEY;
    }

    @Override
    public Outcome play(Stage stage) {
        return new Play(stage).go();
    }

    /** Owned by the thread of the loop. */
    private final class Play implements Member.Listener {

        private final Stage stage;
        private final Crowd crowd;
        private final HttpClient backend = HttpClient.newHttpClient();
        private final String room = "bench-" + System.nanoTime();
        private final List<Client> all = new ArrayList<>();
        private final long[] at = new long[users * inFlight];
        private final Histogram latency = new Histogram();
        private final List<ByteBuffer> messages = IntStream.range(0, inFlight)
                .mapToObj(id -> ClientFrames.text("42" + id + "[\"message:send\",{\"room\":\"" + room + "\",\"text\":\""
                        + "x".repeat(LENGTH) + "\"}]"))
                .toList();

        Play(Stage stage) {
            this.stage = stage;
            this.crowd = new Crowd(stage.loop());
        }

        Outcome go() {
            String members = IntStream.range(0, users)
                    .mapToObj(number -> "\"" + user(number) + "\"")
                    .collect(Collectors.joining(","));
            create("/api/v1/chat/rooms", "{\"id\":\"" + room + "\",\"members\":[" + members + "]}");
            crowd.gather(users, this::connect);
            for (Client client : all) for (int id = 0; id < inFlight; id++) write(client, id);
            WarmUp.run(stage, stage.loop()::run, latency::total);
            latency.clear();
            var window = new Window(stage);
            stage.loop().run(stage.measured());
            return window.end(latency.total(), latency, new Histogram());
        }

        private String user(int number) {
            return room + "-" + number;
        }

        private void connect(int number) {
            String minted = create("/api/v1/tokens", "{\"user\":\"" + user(number) + "\"}");
            int start = minted.indexOf("\"token\":\"") + "\"token\":\"".length();
            String token = minted.substring(start, minted.indexOf('"', start));
            var client = new Client(number, Handshake.with(token), List.of(), this);
            all.add(client);
            stage.loop().connect(stage.servers().nodes().getFirst(), client);
        }

        private String create(String path, String body) {
            InetSocketAddress node = stage.servers().backends().getFirst();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.getPort() + path))
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            stage.servers()
                    .dialect()
                    .headers()
                    .lines()
                    .forEach(line -> request.header(
                            line.substring(0, line.indexOf(':')),
                            line.substring(line.indexOf(':') + 1).strip()));
            try {
                HttpResponse<String> answer = backend.send(request.build(), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != CREATED)
                    throw new IllegalStateException(path + " is answered " + answer.statusCode() + " " + answer.body());
                return answer.body();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(told);
            }
        }

        private void write(Client client, int id) {
            at[client.number() * inFlight + id] = client.now();
            client.send(messages.get(id));
        }

        @Override
        public void acknowledged(Client client, int id) {
            latency.record(client.now() - at[client.number() * inFlight + id]);
            write(client, id);
        }

        @Override
        public void ready(Member member) {
            crowd.countReady();
        }

        @Override
        public void delivered(Member member) {
            member.countOne();
        }
    }
}
