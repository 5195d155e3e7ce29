package dev.parley.store.webhooks;

import static dev.parley.store.webhooks.WebhookStoreFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.Endpoint.Disabled;
import dev.parley.bus.webhooks.EndpointKey;
import dev.parley.bus.webhooks.EndpointPatch;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.bus.webhooks.EndpointSettings;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints, as the store keeps them. Each test has an app of its own. */
class EndpointsTest {

    @TempDir
    static Path folder;

    private static final Instant T = Instant.ofEpochMilli(1_800_000_000_123L);
    private static final EndpointSettings SETTINGS = new EndpointSettings(
            URI.create("https://example.com/hook?token=x"),
            Set.of(Activity.Type.JOINED, Activity.Type.LEFT),
            5,
            "for $people.");

    private final EndpointPatch elsewhere = new EndpointPatch(
            Optional.of(URI.create("https://other.example")), Optional.empty(), Optional.empty(), Optional.empty());

    private static WebhookStoreFixture store;

    private final String app = "app." + UUID.randomUUID();
    private final Endpoints endpoints = store.webhooks.endpoints();

    @BeforeAll
    static void open() {
        store = new WebhookStoreFixture(folder);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private Endpoint endpoint(String id) {
        return new Endpoint(
                id, app, SETTINGS, List.of(secret("sec_1")), Optional.empty(), Optional.empty(), Optional.empty(), T);
    }

    private static EndpointSecret secret(String id) {
        return new EndpointSecret(id, new SecretKeySpec(new byte[24], "HmacSHA256"), Optional.empty());
    }

    /** As the configuration has it. */
    private Endpoint configured() {
        return new Endpoint(
                Endpoint.CONFIGURED, app, SETTINGS, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), T);
    }

    private Endpoint find(String id) {
        return get(endpoints.all()).stream()
                .filter(each -> each.app().equals(app) && each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private boolean isThere(String id) {
        return get(endpoints.all()).stream()
                .anyMatch(each -> each.app().equals(app) && each.id().equals(id));
    }

    @Nested
    class AnEndpoint {

        @Test
        void comesBackAsItWas() {
            var ended = new EndpointSecret(
                    "sec_0", new SecretKeySpec(new byte[] {1, -1, 3}, "HmacSHA256"), Optional.of(T.plusSeconds(5)));
            byte[] privateKey = {9, 8, 7};
            var whole = new Endpoint(
                    "ep_1",
                    app,
                    SETTINGS,
                    List.of(secret("sec_1"), ended),
                    Optional.of(new EndpointKey(privateKey, "whpk_x")),
                    Optional.of(new Disabled(T, "gone")),
                    Optional.of(T.minusSeconds(1)),
                    T);
            assertThat(get(endpoints.add(whole))).isTrue();
            Endpoint found = find("ep_1");
            assertThat(found).usingRecursiveComparison().isEqualTo(whole);
            assertThat(found.signingKey().orElseThrow().privateKey()).isEqualTo(privateKey);
        }

        @Test
        void isNotAddedTwice() {
            get(endpoints.add(endpoint("ep_1")));
            assertThat(get(endpoints.add(endpoint("ep_1")))).isFalse();
        }

        @Test
        void isRemovedOnce() {
            get(endpoints.add(endpoint("ep_1")));
            assertThat(get(endpoints.remove("another", "ep_1"))).isFalse();
            assertThat(get(endpoints.remove(app, "ep_1"))).isTrue();
            assertThat(get(endpoints.remove(app, "ep_1"))).isFalse();
            assertThat(isThere("ep_1")).isFalse();
        }

        @Test
        void thatIsGoneIsNotMadeByAChange() {
            Endpoint gone = endpoint("ep_1");
            assertThat(get(endpoints.update(app, "ep_1", elsewhere))).isEmpty();
            assertThat(get(endpoints.enable(app, "ep_1"))).isEmpty();
            assertThat(get(endpoints.rotate(gone, List.of(secret("sec_2"))))).isFalse();
            assertThat(get(endpoints.disable(gone, new Disabled(T, "gone")))).isFalse();
            get(endpoints.failing(gone, T));
            get(endpoints.recovered(gone));
            assertThat(isThere("ep_1")).isFalse();
        }
    }

    @Nested
    class Changing {

        @Test
        void settingsLeavesItsSecretsAndStateAlone() {
            get(endpoints.add(endpoint("ep_1")));
            get(endpoints.failing(endpoint("ep_1"), T));
            get(endpoints.rotate(endpoint("ep_1"), List.of(secret("sec_2"))));
            Endpoint updated = get(endpoints.update(app, "ep_1", elsewhere)).orElseThrow();
            assertThat(updated.settings()).isEqualTo(elsewhere.applyTo(SETTINGS));
            assertThat(updated.secrets()).containsExactly(secret("sec_2"));
            assertThat(updated.failingSince()).contains(T);
            assertThat(find("ep_1")).isEqualTo(updated);
        }

        @Test
        void settingsIsOfThosePartsAloneThatAreGiven() {
            get(endpoints.add(endpoint("ep_1")));
            var all = List.of(
                    elsewhere,
                    new EndpointPatch(Optional.empty(), Optional.of(Set.of()), Optional.empty(), Optional.empty()),
                    new EndpointPatch(Optional.empty(), Optional.empty(), Optional.of(77), Optional.empty()),
                    new EndpointPatch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("changed")));
            get(Future.join(all.stream()
                    .map(patch -> endpoints.update(app, "ep_1", patch))
                    .toList()));
            assertThat(find("ep_1").settings())
                    .isEqualTo(new EndpointSettings(URI.create("https://other.example"), Set.of(), 77, "changed"));
        }

        @Test
        void secretsSucceedsForOneOfManyNodesThatDoSoAtOnce() {
            Endpoint before = endpoint("ep_1");
            get(endpoints.add(before));
            List<Future<Boolean>> all = IntStream.range(10, 20)
                    .mapToObj(i -> endpoints.rotate(before, List.of(secret("sec_" + i), secret("sec_1"))))
                    .toList();
            get(Future.join(all));
            List<Integer> winners = IntStream.range(10, 20)
                    .filter(i -> all.get(i - 10).result())
                    .boxed()
                    .toList();
            assertThat(winners).hasSize(1);
            assertThat(find("ep_1").secrets()).containsExactly(secret("sec_" + winners.getFirst()), secret("sec_1"));
        }

        @Test
        void itsAddressSavesItFromWhatTheOldOneDid() {
            Endpoint before = endpoint("ep_1");
            get(endpoints.add(before));
            get(endpoints.update(app, "ep_1", elsewhere));
            assertThat(get(endpoints.disable(before, new Disabled(T, "gone")))).isFalse();
            assertThat(find("ep_1").disabled()).isEmpty();
        }
    }

    @Nested
    class TheState {

        @Test
        void isFailingSinceTheFirstTime() {
            get(endpoints.add(endpoint("ep_1")));
            get(endpoints.failing(endpoint("ep_1"), T));
            get(endpoints.failing(endpoint("ep_1"), T.plusSeconds(1)));
            assertThat(find("ep_1").failingSince()).contains(T);
            get(endpoints.recovered(endpoint("ep_1")));
            assertThat(find("ep_1").failingSince()).isEmpty();
        }

        @Test
        void isDisabledByOneAloneAndForItsReason() {
            get(endpoints.add(endpoint("ep_1")));
            List<Future<Boolean>> all = IntStream.range(0, 10)
                    .mapToObj(i -> endpoints.disable(endpoint("ep_1"), new Disabled(T.plusMillis(i), "why " + i)))
                    .toList();
            get(Future.join(all));
            List<Integer> winners = IntStream.range(0, 10)
                    .filter(i -> all.get(i).result())
                    .boxed()
                    .toList();
            assertThat(winners).hasSize(1);
            int winner = winners.getFirst();
            assertThat(find("ep_1").disabled()).contains(new Disabled(T.plusMillis(winner), "why " + winner));
        }

        @Test
        void isGoodAgainOnceItIsEnabled() {
            get(endpoints.add(endpoint("ep_1")));
            get(endpoints.failing(endpoint("ep_1"), T));
            get(endpoints.disable(endpoint("ep_1"), new Disabled(T, "failing")));
            Endpoint enabled = get(endpoints.enable(app, "ep_1")).orElseThrow();
            assertThat(enabled.disabled()).isEmpty();
            assertThat(enabled.failingSince()).isEmpty();
            assertThat(get(endpoints.disable(endpoint("ep_1"), new Disabled(T, "gone"))))
                    .isTrue();
        }
    }

    @Nested
    class TheOneOfTheConfiguration {

        @Test
        void isKeptForItsStateAlone() {
            get(endpoints.failing(configured(), T));
            assertThat(get(endpoints.disable(configured(), new Disabled(T, "gone"))))
                    .isTrue();
            assertThat(get(endpoints.disable(configured(), new Disabled(T, "failing"))))
                    .isFalse();
            Endpoint kept = find(Endpoint.CONFIGURED);
            assertThat(kept.isConfigured()).isTrue();
            assertThat(kept.failingSince()).contains(T);
            assertThat(kept.disabled()).contains(new Disabled(T, "gone"));
            assertThat(kept.url().toString()).isEmpty();
        }

        @Test
        void isMadeOnceByManyNodesAtTheSameTime() {
            List<Future<Void>> all = IntStream.range(0, 10)
                    .mapToObj(i -> endpoints.failing(configured(), T.plusMillis(i)))
                    .toList();
            get(Future.all(all));
            assertThat(find(Endpoint.CONFIGURED).failingSince()).contains(T);
        }
    }
}
