package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.server.config.Configuration;
import dev.parley.server.config.ConfigurationLoader;
import dev.parley.server.config.Inputs;
import dev.parley.server.config.LoadResult;
import dev.parley.testkit.FreePorts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done to an app on one node holds on the other, without a restart. */
class AppsOnTwoNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ADMIN = "a".repeat(40);

    private static final List<Node> nodes = new ArrayList<>();
    private static final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        List<Integer> ports = FreePorts.some(2);
        for (int port : ports) nodes.add(get(Node.start(configuration(port, ports))));
    }

    @AfterAll
    static void stop() {
        client.close();
        nodes.forEach(node -> get(node.leave()));
    }

    @Test
    void anAppThatOneNodeMakesIsServedByTheOtherUntilItIsDeletedAnywhere() throws Exception {
        HttpResponse<String> created = send(0, "POST", "/api/v1/apps", ADMIN, "{\"id\":\"shop\",\"name\":\"Shop\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        String key = new JsonObject(created.body()).getJsonObject("key").getString("key");

        assertThat(emit(0, key)).as("at once where it was made").isEqualTo(202);
        await().atMost(PATIENCE).until(() -> emit(1, key) == 202);

        assertThat(send(1, "DELETE", "/api/v1/apps/shop", ADMIN, "").statusCode())
                .isEqualTo(204);
        assertThat(emit(1, key)).isEqualTo(401);
        await().atMost(PATIENCE).until(() -> emit(0, key) == 401);
    }

    private static int emit(int node, String key) throws IOException, InterruptedException {
        return send(node, "POST", "/api/v1/emit", key, "{\"event\":\"e\"}").statusCode();
    }

    private static HttpResponse<String> send(int node, String method, String path, String key, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + nodes.get(node).port() + path))
                .header("X-Api-Key", key)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static Configuration configuration(int clusterPort, List<Integer> all) {
        var environment = Map.of(
                "HTTP_API_KEY",
                "k".repeat(40),
                "ADMIN_API_KEY",
                ADMIN,
                "PORT",
                "0",
                "PARLEY_LISTEN_HOST",
                "127.0.0.1",
                "PARLEY_CLUSTER_NAME",
                "apps-on-two-nodes",
                "PARLEY_CLUSTER_PORT",
                Integer.toString(clusterPort),
                "PARLEY_CLUSTER_MEMBERS",
                "127.0.0.1:" + all.get(0) + ",127.0.0.1:" + all.get(1));
        LoadResult loaded = ConfigurationLoader.load(new Inputs(Optional.empty(), List.of(), environment, List.of()));
        assertThat(loaded).isInstanceOf(LoadResult.Loaded.class);
        return ((LoadResult.Loaded) loaded).configuration();
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
