package dev.parley.chaos;

import dev.parley.chaos.check.Emission;
import dev.parley.chaos.client.HttpConnection;
import dev.parley.chaos.client.Server;
import dev.parley.chaos.cluster.Cluster;
import dev.parley.protocol.json.JsonWriter;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A backend that emits by HTTP on one connection, at a node and at the next when that fails. Owned by its thread. */
final class Backend implements Runnable {

    private static final int ACCEPTED = 202;
    private static final int WITHIN_MILLIS = 5_000;
    private static final long REST_MILLIS = 300;
    private static final double TWO_ROOMS = 0.1;

    private final int number;
    private final Cluster cluster;
    private final int rooms;
    private final Books books;
    private final RandomGenerator random;
    private final Pace pace;
    private @Nullable HttpConnection connection;
    private int node;
    private int connections;

    Backend(int number, Cluster cluster, int rooms, Books books, RandomGenerator random, Pace pace) {
        this.number = number;
        this.cluster = cluster;
        this.rooms = rooms;
        this.books = books;
        this.random = random;
        this.pace = pace;
        this.node = 1 + number % cluster.size();
    }

    @Override
    public void run() {
        try {
            while (pace.next()) emit();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } finally {
            if (connection != null) connection.close();
        }
    }

    private void emit() throws InterruptedException {
        Emission emission = null;
        try {
            HttpConnection open = connected();
            Set<Integer> targets = new HashSet<>(Set.of(random.nextInt(rooms)));
            if (random.nextDouble() < TWO_ROOMS) targets.add(random.nextInt(rooms));
            String stream = "backend " + number + "." + connections;
            emission = books.events().sending(stream, node, targets, -1, System.nanoTime());
            var response = open.request("POST", "/api/v1/emit", cluster.key(), body(emission.id(), targets));
            if (response.status() == ACCEPTED) emission.accepted(System.nanoTime());
            else books.notes().count("emit answered " + response.status());
        } catch (IOException fault) {
            books.notes().count(emission == null ? "backends that could not connect" : "emits without an answer");
            if (connection != null) connection.close();
            connection = null;
            node = node % cluster.size() + 1;
            Thread.sleep(REST_MILLIS);
        }
    }

    private HttpConnection connected() throws IOException {
        HttpConnection open = connection;
        if (open == null) {
            Server server = cluster.server(node);
            open = HttpConnection.open(server, WITHIN_MILLIS);
            connection = open;
            connections++;
        }
        return open;
    }

    private static String body(int id, Set<Integer> rooms) {
        return JsonWriter.object(w -> {
                    w.name("event").string(Member.EVENT).name("rooms").beginArray();
                    rooms.forEach(each -> w.string(Member.room(each)));
                    w.endArray()
                            .name("payload")
                            .beginObject()
                            .name("id")
                            .number(id)
                            .endObject();
                })
                .toString();
    }
}
