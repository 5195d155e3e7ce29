package dev.parley.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.bus.tracing.Span;
import dev.parley.bus.tracing.Tracing;
import dev.parley.profiles.channels.Channels;
import dev.parley.profiles.channels.ChannelsConfig;
import dev.parley.profiles.instantio.EmitKeys;
import dev.parley.profiles.instantio.Instantio;
import dev.parley.profiles.instantio.InstantioConfig;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Backends' requests to emit are noted by the key that lets them in, and by nothing less. */
class TracedEmitsTest {

    private static final String KEY = "a-key-of-a-backend";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @AutoClose
    private final TestServices alone =
            TestServices.start(App.bare("default").withKeys(List.of(ApiKey.of("backend", KEY))));

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    private final Begun spans = new Begun(new CopyOnWriteArrayList<>());

    @Test
    void ofChannels() throws Exception {
        var config = new ChannelsConfig("", 1_000, true, true, List.of(), List.of());
        Contract contract = Channels.contract(config, alone.services(), List.of("/"));
        emit(contract, "/api/socket/events", KEY);
        emit(contract, "/api/socket/events", "another");
        assertThat(spans.names()).containsExactly("POST /api/socket/events of " + TRACE);
    }

    @Test
    void ofInstantio() throws Exception {
        Contract contract = instantio(KEY);
        emit(contract, "/instantio/emit", KEY);
        emit(contract, "/instantio/emit", "another");
        assertThat(spans.names()).containsExactly("POST /instantio/emit of " + TRACE);
    }

    @Test
    void notOfInstantioWhereAnybodyMayEmit() throws Exception {
        emit(instantio(), "/instantio/emit", KEY);
        assertThat(spans.names()).isEmpty();
    }

    private Contract instantio(String... keys) {
        var config = new InstantioConfig(
                "/",
                Optional.empty(),
                Optional.empty(),
                1,
                EmitKeys.of(List.of(keys)),
                1_000,
                1,
                Duration.ofSeconds(1),
                true,
                false);
        return Instantio.contract(config, alone.services(), name -> true);
    }

    /** Asks for nothing that could be done, as a part of a trace, and waits for an answer. */
    private void emit(Contract contract, String path, String key) throws Exception {
        HttpServer server = TestServices.get(alone.services()
                .vertx()
                .createHttpServer()
                .requestHandler(alone.router(contract, spans))
                .listen(0, "127.0.0.1"));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .header("X-Api-Key", key)
                .header("traceparent", TRACE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        client.send(request, BodyHandlers.discarding());
    }

    /** Keeps the names of spans and what they are parts of, and stands for each of them. Safe on every thread. */
    private record Begun(List<String> names) implements Tracing, Span {

        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public Span begin(Kind kind, String name, Optional<String> parent) {
            names.add(name + " of " + parent.orElse("nothing"));
            return this;
        }

        @Override
        public Optional<String> traceparent() {
            return Optional.empty();
        }

        @Override
        public Span note(String key, String value) {
            return this;
        }

        @Override
        public Span note(String key, long value) {
            return this;
        }

        @Override
        public Span link(String traceparent) {
            return this;
        }

        @Override
        public Span failed(String why) {
            return this;
        }

        @Override
        public void end() {}
    }
}
