package dev.parley.chaos;

import dev.parley.chaos.client.HttpConnection;
import dev.parley.chaos.client.HttpConnection.Response;
import dev.parley.chaos.client.Packets;
import dev.parley.chaos.cluster.Cluster;
import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** The HTTP API as somebody asks it who has time: one node after another, until one answers as wished. Immutable. */
record Api(Cluster cluster) {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int ANSWERED_WITHIN_MILLIS = 10_000;
    private static final long AGAIN_MILLIS = 500;

    /** The body of the first answer with one of these statuses; fails with the last other answer. */
    RawJson ask(String method, String path, String body, Set<Integer> wished) throws IOException, InterruptedException {
        long end = System.nanoTime() + WITHIN.toNanos();
        for (int tries = 0; ; tries++) {
            String said;
            try (HttpConnection backend =
                    HttpConnection.open(cluster.server(1 + tries % cluster.size()), ANSWERED_WITHIN_MILLIS)) {
                Response response = backend.request(method, path, cluster.key(), body);
                if (wished.contains(response.status())) return Packets.json(response.body());
                said = response.toString();
            } catch (IOException silent) {
                said = silent.toString();
            }
            if (System.nanoTime() > end) throw new IOException(method + " " + path + " is answered " + said);
            Thread.sleep(AGAIN_MILLIS);
        }
    }
}
