package dev.parley.webhooks;

import static dev.parley.webhooks.DeskNode.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointPatch;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion.CreateEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.DeleteEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.FindEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.ListDeliveries;
import dev.parley.bus.webhooks.WebhookQuestion.ListEndpoints;
import dev.parley.bus.webhooks.WebhookQuestion.RotateSecret;
import dev.parley.bus.webhooks.WebhookQuestion.UpdateEndpoint;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the API asks about endpoints, answered out of an embedded store. */
@ExtendWith(VertxExtension.class)
class EndpointDeskTest {

    private static final EndpointSettings SETTINGS = at("https://example.com/one");

    @TempDir
    Path folder;

    private DeskNode node;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        node = DeskNode.start(vertx, Optional.empty(), folder);
    }

    private static EndpointSettings at(String url) {
        return new EndpointSettings(URI.create(url), Set.of(Activity.Type.JOINED), 1, "");
    }

    private static EndpointPatch to(String url) {
        return new EndpointPatch(Optional.of(URI.create(url)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Endpoint created() throws Exception {
        return node.answer(new CreateEndpoint(APP, SETTINGS, false));
    }

    private Endpoint find(Endpoint endpoint) throws Exception {
        return node.answer(new FindEndpoint(APP, endpoint.id()));
    }

    private UpdateEndpoint enable(Endpoint endpoint, boolean enabled) {
        return new UpdateEndpoint(APP, endpoint.id(), DeskNode.NO_CHANGE, Optional.of(enabled));
    }

    @Nested
    class Creating {

        @Test
        void givesItAnIdAndASecretThatNobodyCanGuess() throws Exception {
            Endpoint one = created();
            Endpoint other = created();
            assertThat(one.id()).matches("ep_[0-9a-f]{16}").isNotEqualTo(other.id());
            EndpointSecret secret = one.secrets().getFirst();
            assertThat(secret.id()).matches("sec_[0-9a-f]{16}");
            assertThat(secret.text()).startsWith("whsec_");
            assertThat(secret.key().getEncoded())
                    .hasSize(32)
                    .isNotEqualTo(other.secrets().getFirst().key().getEncoded());
            assertThat(one.signingKey()).isEmpty();
            assertThat(find(one)).isEqualTo(one);
            assertThat(node.table.wants(APP, Activity.Type.JOINED)).isTrue();
            assertThat(node.table.wanting(APP, Activity.Type.JOINED))
                    .extracting(Endpoint::id)
                    .containsExactlyInAnyOrder(Endpoint.CONFIGURED, one.id(), other.id());
        }

        @Test
        void givesItAPairOfKeysThatBelongTogether() throws Exception {
            Endpoint signing = node.answer(new CreateEndpoint(APP, SETTINGS, true));
            var pair = find(signing).signingKey().orElseThrow();
            assertThat(pair.publicKey()).startsWith("whpk_");
            byte[] raw = Base64.getDecoder().decode(pair.publicKey().substring(5));
            assertThat(raw).hasSize(32);
            KeyFactory keys = KeyFactory.getInstance("Ed25519");
            PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(pair.privateKey()));
            // The kind of key as RFC 8410 names it, then the key.
            byte[] named = HexFormat.of()
                    .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
            PublicKey publicKey = keys.generatePublic(new X509EncodedKeySpec(named));
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(privateKey);
            signer.update(new byte[] {1, 2, 3});
            byte[] signature = signer.sign();
            signer.initVerify(publicKey);
            signer.update(new byte[] {1, 2, 3});
            assertThat(signer.verify(signature)).isTrue();
        }

        @Test
        void isRefusedForAnAddressThatMayNotBeCalled() throws Exception {
            assertThat(node.fault(new CreateEndpoint(APP, at("https://127.0.0.1/x"), false)))
                    .isEqualTo(WebhookFault.URL_REFUSED);
            assertThat(node.answer(new ListEndpoints(APP))).hasSize(1);
        }

        @Test
        void isRefusedBeyondTheLimitOfTheAppAlone() throws Exception {
            for (int i = 0; i < 3; i++) created();
            assertThat(node.fault(new CreateEndpoint(APP, SETTINGS, false))).isEqualTo(WebhookFault.TOO_MANY_ENDPOINTS);
            assertThat(node.answer(new ListEndpoints(APP))).hasSize(4);
            node.answer(new CreateEndpoint("another", SETTINGS, false));
        }

        @Test
        void neverGoesBeyondTheLimitByMoreAtOnce() throws Exception {
            var asked = IntStream.range(0, 10)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        try {
                            return node.ask(new CreateEndpoint(APP, SETTINGS, false));
                        } catch (Exception failed) {
                            throw new IllegalStateException(failed);
                        }
                    }))
                    .toList();
            asked.forEach(each -> each.join());
            assertThat(node.answer(new ListEndpoints(APP))).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Nested
    class Listing {

        @Test
        void givesTheConfiguredOneFirstThenTheNewest() throws Exception {
            Endpoint older = created();
            node.now.updateAndGet(now -> now.plusSeconds(1));
            Endpoint newer = created();
            assertThat(node.answer(new ListEndpoints(APP)))
                    .extracting(Endpoint::id)
                    .containsExactly(Endpoint.CONFIGURED, newer.id(), older.id());
            assertThat(node.answer(new ListEndpoints("another"))).isEmpty();
        }

        @Test
        void ofAnotherAppDoesNotFindIt() throws Exception {
            Endpoint mine = created();
            assertThat(node.fault(new FindEndpoint("another", mine.id()))).isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
            assertThat(node.fault(new FindEndpoint("another", Endpoint.CONFIGURED)))
                    .isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
            assertThat(node.fault(new DeleteEndpoint("another", mine.id()))).isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
            assertThat(find(mine)).isEqualTo(mine);
        }
    }

    @Nested
    class Updating {

        @Test
        void changesWhatItsOwnerWrites() throws Exception {
            Endpoint before = created();
            EndpointSettings other = at("https://example.com/other");
            Endpoint after = node.answer(
                    new UpdateEndpoint(APP, before.id(), to("https://example.com/other"), Optional.empty()));
            assertThat(after.settings()).isEqualTo(other);
            assertThat(after.secrets()).isEqualTo(before.secrets());
            assertThat(find(before)).isEqualTo(after);
        }

        @Test
        void isRefusedForAnAddressThatMayNotBeCalled() throws Exception {
            Endpoint before = created();
            assertThat(node.fault(new UpdateEndpoint(APP, before.id(), to("http://10.0.0.1"), Optional.of(false))))
                    .isEqualTo(WebhookFault.URL_REFUSED);
            assertThat(find(before)).isEqualTo(before);
        }

        @Test
        void disablesAndEnables() throws Exception {
            Endpoint before = created();
            Endpoint disabled = node.answer(enable(before, false));
            assertThat(disabled.disabled().orElseThrow().why()).isEqualTo("asked");
            assertThat(node.told).containsExactly("bury " + APP + " " + before.id());
            assertThat(node.table.wanting(APP, Activity.Type.JOINED))
                    .extracting(Endpoint::id)
                    .doesNotContain(before.id());
            DeskNode.get(node.kept.endpoints().failing(before, node.now.get()));
            Endpoint enabled = node.answer(enable(before, true));
            assertThat(enabled.disabled()).isEmpty();
            assertThat(enabled.failingSince()).isEmpty();
        }

        @Test
        void leavesTheReasonWhyItWasDisabledBefore() throws Exception {
            Endpoint before = created();
            node.disable(before, Disabling.GONE);
            assertThat(node.answer(enable(before, false))
                            .disabled()
                            .orElseThrow()
                            .why())
                    .isEqualTo("gone");
        }

        @Test
        void ofTheConfiguredOneChangesItsStateAlone() throws Exception {
            Endpoint configured = node.answer(new FindEndpoint(APP, Endpoint.CONFIGURED));
            assertThat(node.fault(new UpdateEndpoint(
                            APP, Endpoint.CONFIGURED, to("https://example.com/one"), Optional.empty())))
                    .isEqualTo(WebhookFault.CONFIGURED_ENDPOINT);
            assertThat(node.answer(enable(configured, false)).disabled()).isPresent();
            assertThat(node.table.wants(APP, Activity.Type.JOINED)).isFalse();
            Endpoint enabled = node.answer(enable(configured, true));
            assertThat(enabled).isEqualTo(configured);
            assertThat(enabled.url()).isEqualTo(DeskNode.CONFIGURED);
        }

        @Test
        void isRefusedForOneThatIsGone() throws Exception {
            Endpoint gone = created();
            node.answer(new DeleteEndpoint(APP, gone.id()));
            assertThat(node.fault(enable(gone, true))).isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
            assertThat(node.fault(enable(gone, false))).isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
        }
    }

    @Nested
    class Deleting {

        @Test
        void takesItsDeliveriesAlong() throws Exception {
            Endpoint gone = created();
            Endpoint stays = created();
            node.delivery(gone.id(), DeliveryState.DEAD, node.now.get());
            node.delivery(gone.id(), DeliveryState.PENDING, node.now.get());
            String other = node.delivery(stays.id(), DeliveryState.DEAD, node.now.get());
            assertThat(node.answer(new DeleteEndpoint(APP, gone.id()))).isEqualTo(gone);
            assertThat(node.told).containsExactly("drop " + APP + " " + gone.id());
            var left = node.answer(new ListDeliveries(APP, Optional.empty(), Set.of(), Optional.empty(), 10));
            assertThat(left.deliveries()).extracting(each -> each.id()).containsExactly(other);
            assertThat(node.fault(new DeleteEndpoint(APP, gone.id()))).isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
        }

        @Test
        void isRefusedForTheConfiguredOne() throws Exception {
            assertThat(node.fault(new DeleteEndpoint(APP, Endpoint.CONFIGURED)))
                    .isEqualTo(WebhookFault.CONFIGURED_ENDPOINT);
        }
    }

    @Nested
    class Rotating {

        @Test
        void letsTheEarlierOnesSignForThatLong() throws Exception {
            Endpoint before = created();
            Endpoint after = node.answer(new RotateSecret(APP, before.id(), Duration.ofHours(1)));
            assertThat(after.secrets()).hasSize(2);
            EndpointSecret fresh = after.secrets().getFirst();
            assertThat(fresh.until()).isEmpty();
            assertThat(fresh.id()).isNotEqualTo(before.secrets().getFirst().id());
            EndpointSecret earlier = after.secrets().getLast();
            assertThat(earlier.text()).isEqualTo(before.secrets().getFirst().text());
            assertThat(earlier.until()).contains(node.now.get().plusSeconds(3_600));
        }

        @Test
        void endsAllEarlierOnesAtOnceIfAskedTo() throws Exception {
            Endpoint before = created();
            node.answer(new RotateSecret(APP, before.id(), Duration.ofHours(1)));
            Endpoint after = node.answer(new RotateSecret(APP, before.id(), Duration.ZERO));
            assertThat(after.secrets()).hasSize(1);
        }

        @Test
        void doesNotLengthenTheTimeOfAnEarlierOne() throws Exception {
            Endpoint before = created();
            node.answer(new RotateSecret(APP, before.id(), Duration.ofMinutes(1)));
            Endpoint after = node.answer(new RotateSecret(APP, before.id(), Duration.ofHours(1)));
            assertThat(after.secrets())
                    .extracting(each -> each.until().map(end -> Duration.between(node.now.get(), end)))
                    .containsExactly(
                            Optional.empty(), Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofMinutes(1)));
        }

        @Test
        void dropsThoseThatAreOverAndKeepsFive() throws Exception {
            Endpoint before = created();
            node.answer(new RotateSecret(APP, before.id(), Duration.ofMinutes(1)));
            node.now.updateAndGet(now -> now.plusSeconds(60));
            Endpoint after = node.answer(new RotateSecret(APP, before.id(), Duration.ofHours(1)));
            assertThat(after.secrets()).hasSize(2);
            for (int i = 0; i < 6; i++) after = node.answer(new RotateSecret(APP, before.id(), Duration.ofHours(1)));
            assertThat(after.secrets()).hasSize(5);
        }

        @Test
        void losesNoSecretToAnotherThatIsMadeAtTheSameTime() throws Exception {
            Endpoint before = created();
            var asked = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        try {
                            return node.answer(new RotateSecret(APP, before.id(), Duration.ofHours(1)));
                        } catch (Exception failed) {
                            throw new IllegalStateException(failed);
                        }
                    }))
                    .toList();
            asked.forEach(each -> each.join());
            assertThat(find(before).secrets())
                    .extracting(EndpointSecret::id)
                    .hasSize(5)
                    .doesNotHaveDuplicates();
        }

        @Test
        void isRefusedForTheConfiguredOne() throws Exception {
            assertThat(node.fault(new RotateSecret(APP, Endpoint.CONFIGURED, Duration.ZERO)))
                    .isEqualTo(WebhookFault.CONFIGURED_ENDPOINT);
            assertThat(node.fault(new RotateSecret(APP, "ep_none", Duration.ZERO)))
                    .isEqualTo(WebhookFault.UNKNOWN_ENDPOINT);
        }
    }

    @Nested
    class Disabled {

        @Test
        void isSaidOnceInTheLogAndToTheOthers() throws Exception {
            Endpoint gone = created();
            try (var log = new LogCapture()) {
                node.disable(gone, Disabling.GONE);
                node.disable(gone, Disabling.FAILING);
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith("webhook_endpoint_disabled")
                        .contains(gone.id(), "gone")
                        .doesNotContain("example.com");
            }
            assertThat(find(gone).disabled().orElseThrow().why()).isEqualTo("gone");
            assertThat(node.told).containsExactly("bury " + APP + " " + gone.id());
            assertThat(node.activities).singleElement().satisfies(activity -> {
                assertThat(activity.app()).isEqualTo(APP);
                assertThat(activity.type()).isEqualTo(Activity.Type.ENDPOINT_DISABLED);
                assertThat(activity.data().toString())
                        .isEqualTo("{\"endpoint\":\"" + gone.id() + "\",\"why\":\"gone\"}");
            });
        }

        @Test
        void isNotTheOneThatHasAnotherAddressMeanwhile() throws Exception {
            Endpoint before = created();
            node.answer(new UpdateEndpoint(APP, before.id(), to("https://example.com/other"), Optional.empty()));
            node.disable(before, Disabling.GONE);
            assertThat(find(before).disabled()).isEmpty();
            assertThat(node.activities).isEmpty();
        }

        @Test
        void isTheConfiguredOneForAllNodes() throws Exception {
            Endpoint configured = node.answer(new FindEndpoint(APP, Endpoint.CONFIGURED));
            node.disable(configured, Disabling.FAILING);
            List<Endpoint> kept = DeskNode.get(node.kept.endpoints().all());
            assertThat(kept)
                    .singleElement()
                    .satisfies(state ->
                            assertThat(state.disabled().orElseThrow().why()).isEqualTo("failing"));
            assertThat(find(configured).disabled()).isPresent();
        }
    }
}
