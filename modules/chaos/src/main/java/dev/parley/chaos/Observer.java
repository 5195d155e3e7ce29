package dev.parley.chaos;

import dev.parley.chaos.client.HttpConnection;
import dev.parley.chaos.client.Listener;
import dev.parley.chaos.client.Loss;
import dev.parley.chaos.client.Packets;
import dev.parley.chaos.client.Server;
import dev.parley.chaos.client.StockClient;
import dev.parley.chaos.cluster.Cluster;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Asks one node who is there, in both ways that it has: its API and the event of its clients. Owned by its thread. */
final class Observer implements Runnable {

    private static final int WITHIN_MILLIS = 3_000;
    private static final int OK = 200;

    private final Cluster cluster;
    private final int node;
    private final List<String> users;
    private final Books books;
    private final Pace pace;
    private final StockClient client;

    Observer(
            Cluster cluster,
            int node,
            List<String> users,
            String token,
            Books books,
            Pace pace,
            RandomGenerator random) {
        this.cluster = cluster;
        this.node = node;
        this.users = users;
        this.books = books;
        this.pace = pace;
        this.client = new StockClient(false, () -> cluster.server(node), new Deaf(), Optional.of(token), random);
    }

    @Override
    public void run() {
        Thread connected = Thread.ofVirtual().start(client);
        try {
            while (pace.next()) {
                api();
                event();
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } finally {
            client.stop();
            connected.interrupt();
        }
    }

    private void api() {
        long asked = System.nanoTime();
        try (HttpConnection backend = HttpConnection.open(cluster.server(node), WITHIN_MILLIS)) {
            var response = backend.request("GET", "/api/v1/users?prefix=user-&limit=100", cluster.key(), "");
            if (response.status() != OK) return;
            RawJson body = Packets.json(response.body());
            if (!body.member("complete").flatMap(RawJson::asBoolean).orElse(false)) {
                books.notes().count("lists of users that named a silent node");
                return;
            }
            Map<String, Boolean> online = new HashMap<>();
            body.member("users")
                    .orElseThrow()
                    .elements()
                    .forEach(each -> online.put(Packets.string(each, "user"), true));
            books.presence().view(node, online, asked, System.nanoTime());
        } catch (IOException silent) {
            books.notes().count("lists of users without an answer");
        }
    }

    private void event() {
        long asked = System.nanoTime();
        var argument = JsonWriter.object(w -> {
            w.name("users").beginArray();
            users.forEach(w::string);
            w.endArray();
        });
        try {
            RawJson answer = client.ask("presence", argument)
                    .orTimeout(WITHIN_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
            if (!Member.isOk(answer)) {
                books.notes().count("presence refused: " + Member.code(answer));
                return;
            }
            Map<String, Boolean> online = new HashMap<>();
            answer.elements()
                    .getFirst()
                    .member("online")
                    .orElseThrow()
                    .members()
                    .forEach((user, there) -> online.put(user, there.asBoolean().orElse(false)));
            books.presence().view(node, online, asked, System.nanoTime());
        } catch (CompletionException silent) {
            books.notes().count("presence without an answer");
        }
    }

    /** It only asks. */
    private static final class Deaf implements Listener {

        @Override
        public void welcomed(Server server, boolean recovered) {}

        @Override
        public void connected(boolean recovered) {}

        @Override
        public void event(List<RawJson> elements) {}

        @Override
        public void lost(Loss loss) {}
    }
}
