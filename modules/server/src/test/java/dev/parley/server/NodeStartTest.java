package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.config.Configuration;
import dev.parley.server.config.ConfigurationLoader;
import dev.parley.server.config.Inputs;
import dev.parley.server.config.LoadResult;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStartTest {

    @TempDir
    Path data;

    @Test
    void failsWithTheAddressWhenItsPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> get(Node.start(configuration(port))))
                    .cause()
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void opensAPortThatIsFreeAndClosesItWhenItLeaves() throws IOException {
        Node node = get(Node.start(configuration(0)));
        int port = node.port();
        assertThat(port).isPositive();

        get(node.drain());
        get(node.leave());

        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    private Configuration configuration(int port) {
        Map<String, String> environment = Map.of(
                "HTTP_API_KEY",
                "k".repeat(40),
                "PORT",
                Integer.toString(port),
                "PARLEY_LISTEN_HOST",
                "127.0.0.1",
                "PARLEY_DATA",
                data.toString());
        LoadResult loaded = ConfigurationLoader.load(new Inputs(Optional.empty(), List.of(), environment, List.of()));
        assertThat(loaded).isInstanceOf(LoadResult.Loaded.class);
        return ((LoadResult.Loaded) loaded).configuration();
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
