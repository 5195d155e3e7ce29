package dev.parley.apps.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.Limit;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node knows of the apps that are stored, and when. */
class AppDirectoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestRegistry here = new TestRegistry();

    @AfterEach
    void stop() {
        here.close();
    }

    private static String text(String id, String key) {
        return AppJson.write(TestRegistry.app(id, ApiKey.of("k", key)));
    }

    @Test
    void whatWasThereBeforeIsKnownOnceItIsOpen() {
        here.records.texts.put("shop", text("shop", "shop-key"));
        AppDirectory other = here.directory();
        assertThat(other.find("shop")).isEmpty();
        TestRegistry.get(other.open());
        assertThat(other.find("shop")).isPresent();
        assertThat(other.byKey("shop-key").orElseThrow().app().id()).isEqualTo("shop");
        assertThat(other.find("shop").orElseThrow().limits().of(Limit.ROOMS)).isEqualTo(Limit.ROOMS.most());
    }

    @Test
    void aChangeByAnotherNodeIsHeardOf() {
        AppDirectory other = here.directory();
        TestRegistry.get(other.open());
        String key = here.create("shop").key().text();
        await().atMost(PATIENCE).until(() -> other.byKey(key).isPresent());
        TestRegistry.done(here.registry.delete("shop"));
        await().atMost(PATIENCE).until(() -> other.byKey(key).isEmpty());
    }

    @Test
    void aChangeThatNobodyTellsIsFound() {
        AppDirectory other = here.directory();
        TestRegistry.get(other.open());
        here.records.eventsGetLost = true;
        here.create("shop");
        await().atMost(PATIENCE).until(() -> other.find("shop").isPresent());
        TestRegistry.done(here.registry.delete("shop"));
        await().atMost(PATIENCE).until(() -> other.find("shop").isEmpty());
    }

    @Test
    void aRecordThatCannotBeReadIsLeftOutAndHarmsNoOther() {
        here.records.texts.putAll(Map.of(
                "torn", "{\"id\":\"torn\"",
                "misplaced", text("elsewhere", "key-1"),
                "no-object", "[]",
                "nameless", "{\"id\":\"nameless\"}",
                "good", text("good", "key-2")));
        TestRegistry.get(here.directory.refresh());
        assertThat(here.directory.find("good")).isPresent();
        assertThat(here.directory.byKey("key-2")).isPresent();
        assertThat(here.directory.byKey("key-1")).isEmpty();
        for (String id : new String[] {"torn", "misplaced", "elsewhere", "no-object", "nameless"}) {
            assertThat(here.directory.find(id)).isEmpty();
        }

        here.records.texts.put("torn", text("torn", "key-3"));
        TestRegistry.get(here.directory.refresh());
        assertThat(here.directory.byKey("key-3")).isPresent();
    }

    @Test
    void theConfiguredAppIsAlwaysThereAndGoesFirst() {
        here.records.texts.put("default", text("default", "another-key"));
        TestRegistry.get(here.directory.refresh());
        assertThat(here.directory.byKey("another-key")).isEmpty();
        App standard =
                here.directory.byKey(TestRegistry.CONFIGURED_KEY).orElseThrow().app();
        assertThat(standard).isEqualTo(here.directory.standard());
        assertThat(here.directory.find("default")).contains(standard);
    }

    @Test
    void whatIsKnownStaysWhileTheMemoryIsOutOfReachAndGoesOnAfterwards() {
        String key = here.create("shop").key().text();
        here.records.unreachable = true;
        assertThat(here.directory.refresh().toCompletionStage().toCompletableFuture())
                .failsWithin(PATIENCE);
        assertThat(here.directory.byKey(key)).isPresent();

        here.records.texts.put("later", text("later", "later-key"));
        here.records.unreachable = false;
        await().atMost(PATIENCE).until(() -> here.directory.find("later").isPresent());
    }

    @Test
    void aNodeThatCannotReadThemDoesNotStart() {
        here.records.unreachable = true;
        AppDirectory other = here.directory();
        assertThatThrownBy(() -> TestRegistry.get(other.open())).hasMessageContaining("out of reach");
    }

    @Test
    void nothingChangesAnyMoreOnceItIsClosed() {
        here.directory.close();
        here.create("shop");
        TestRegistry.get(here.directory.refresh());
        assertThat(here.directory.find("shop")).isEmpty();
    }
}
