package dev.parley.apps.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.protocol.json.Members.Fault;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A registry and a directory over the same memory, with a clock that stands still until a test moves it. */
final class TestRegistry implements AutoCloseable {

    static final AppRules RULES = new AppRules(5, 20_000, false);
    static final String CONFIGURED_KEY = "configured-key";

    final FakeRecords records = new FakeRecords();
    final Vertx vertx = Vertx.vertx();
    final AppDirectory directory;
    final AppRegistry registry;
    volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

    TestRegistry() {
        directory = directory();
        registry = new AppRegistry(records, directory, RULES, () -> now);
        get(directory.open());
    }

    /** What one more node knows. */
    AppDirectory directory() {
        return new AppDirectory(vertx, records, app("default", ApiKey.of("1", CONFIGURED_KEY)), defaults(), () -> now);
    }

    static Limits defaults() {
        return new Limits(Arrays.stream(Limit.values()).collect(Collectors.toMap(limit -> limit, Limit::most)));
    }

    static App app(String id, ApiKey... keys) {
        return App.bare(id).withKeys(List.of(keys));
    }

    CreatedApp create(String id) {
        return done(registry.create(json("{'id':'" + id + "','name':'" + id + "'}")));
    }

    App stored(String id) {
        return done(registry.get(id));
    }

    /** With apostrophes for quotes. */
    static RawJson json(String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThat(RawJson.check(bytes, 0, bytes.length, 100)).isInstanceOf(RawJson.Valid.class);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 100)).value();
    }

    static <T> T done(Future<Outcome<T>> asked) {
        Outcome<T> outcome = get(asked);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    static <T> Refusal refused(Future<Outcome<T>> asked) {
        Outcome<T> outcome = get(asked);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<T>) outcome).why();
    }

    static <T> List<String> faults(Future<Outcome<T>> asked) {
        Refusal why = refused(asked);
        assertThat(why).isInstanceOf(Refusal.Invalid.class);
        return ((Refusal.Invalid) why).faults().stream().map(Fault::member).toList();
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        get(vertx.close());
    }
}
