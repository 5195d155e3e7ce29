package dev.parley.apps.registry;

import static dev.parley.apps.registry.TestRegistry.done;
import static dev.parley.apps.registry.TestRegistry.faults;
import static dev.parley.apps.registry.TestRegistry.json;
import static dev.parley.apps.registry.TestRegistry.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.ApiKey;
import dev.parley.apps.Scope;
import dev.parley.apps.SigningSecret;
import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and secrets change without a moment in which none is good, and end when they are told to. */
class RotationTest {

    private final TestRegistry here = new TestRegistry();
    private CreatedApp shop;

    @BeforeEach
    void create() {
        shop = here.create("shop");
    }

    @AfterEach
    void stop() {
        here.close();
    }

    private void pass(Duration time) {
        here.now = here.now.plus(time);
    }

    private boolean opens(IssuedKey key) {
        return here.directory.byKey(key.text()).isPresent();
    }

    @Nested
    class AKey {

        private IssuedKey rotate(IssuedKey key, String body) {
            return done(here.registry.rotateKey("shop", key.key().id(), json(body)));
        }

        @Test
        void thatIsRotatedIsGoodForTheOverlapBesideTheNewOne() {
            IssuedKey next = rotate(shop.key(), "{'overlap':60}");
            assertThat(next.key().scopes()).isEqualTo(shop.key().key().scopes());
            pass(Duration.ofSeconds(59));
            assertThat(opens(shop.key())).isTrue();
            assertThat(opens(next)).isTrue();
            pass(Duration.ofSeconds(1));
            assertThat(opens(shop.key())).isFalse();
            assertThat(opens(next)).isTrue();
        }

        @Test
        void thatIsRotatedWithoutMoreIsGoodForADay() {
            rotate(shop.key(), "{}");
            assertThat(here.stored("shop").keys().getFirst().until()).contains(here.now.plus(Duration.ofDays(1)));
        }

        @Test
        void thatIsRotatedTwiceEndsWhenItWasToEndFirst() {
            rotate(shop.key(), "{'overlap':60}");
            rotate(shop.key(), "{'overlap':600}");
            assertThat(here.stored("shop").keys().getFirst().until()).contains(here.now.plusSeconds(60));
        }

        @Test
        void thatIsRevokedIsGoodNoMore() {
            done(here.registry.revokeKey("shop", shop.key().key().id()));
            assertThat(opens(shop.key())).isFalse();
            assertThat(refused(here.registry.revokeKey("shop", "key_x"))).isEqualTo(new Refusal.UnknownKey("key_x"));
        }

        @Test
        void mayOpenLessAndForAWhile() {
            IssuedKey key =
                    done(here.registry.addKey("shop", json("{'scopes':['emit'],'until':'2030-01-01T00:01:00Z'}")));
            assertThat(here.directory.byKey(key.text()).orElseThrow().key().scopes())
                    .containsExactly(Scope.EMIT);
            pass(Duration.ofMinutes(1));
            assertThat(opens(key)).isFalse();
            assertThat(refused(here.registry.rotateKey("shop", key.key().id(), RawJson.EMPTY_OBJECT)))
                    .as("what has ended does not come back")
                    .isEqualTo(new Refusal.UnknownKey(key.key().id()));
        }

        @Test
        void thatHasEndedMakesRoom() {
            for (int i = 0; i < KeyRing.MOST - 1; i++) {
                done(here.registry.addKey("shop", json("{'scopes':['emit'],'until':'2030-01-01T00:01:00Z'}")));
            }
            assertThat(refused(here.registry.addKey("shop", json("{'scopes':['emit']}"))))
                    .isEqualTo(new Refusal.TooMany("keys", KeyRing.MOST));
            pass(Duration.ofMinutes(1));
            done(here.registry.addKey("shop", json("{'scopes':['emit']}")));
            assertThat(here.stored("shop").keys()).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{'scopes':[]}",
                    "{'scopes':['dance']}",
                    "{'scopes':'emit'}",
                    "{'scopes':['emit'],'until':'2029-12-31T00:00:00Z'}",
                    "{'scopes':['emit'],'until':'tomorrow'}",
                    "{'scopes':['emit'],'key':'mine'}"
                })
        void isNotMadeOfNonsense(String body) {
            assertThat(faults(here.registry.addKey("shop", json(body)))).hasSize(1);
        }
    }

    @Nested
    class ASecret {

        private IssuedSecret rotate(String body) {
            return done(here.registry.rotateSecret("shop", json(body)));
        }

        private List<SigningSecret> secrets() {
            return here.stored("shop").secrets();
        }

        @Test
        void thatIsNewSignsAndThePreviousOneVerifiesForADay() {
            IssuedSecret next = rotate("{}");
            assertThat(secrets())
                    .containsExactly(next.secret(), shop.secret().secret().endingAt(here.now.plus(Duration.ofDays(1))));
            assertThat(secrets().getFirst().until()).isEqualTo(Optional.empty());
        }

        @Test
        void thatTakesOverAtOnceIsAlone() {
            IssuedSecret next = rotate("{'overlap':0}");
            assertThat(secrets()).containsExactly(next.secret());
        }

        @Test
        void thatEndedEarlierIsNotKeptLonger() {
            Instant end = here.now.plusSeconds(60);
            rotate("{'overlap':60}");
            rotate("{'overlap':600}");
            assertThat(secrets().getLast().until()).contains(end);
            pass(Duration.ofSeconds(60));
            rotate("{}");
            assertThat(secrets()).hasSize(3).noneMatch(secret -> secret.until().equals(Optional.of(end)));
        }

        @Test
        void isOneTooManyAtSomePoint() {
            for (int i = 1; i < SecretRing.MOST; i++) rotate("{}");
            assertThat(refused(here.registry.rotateSecret("shop", RawJson.EMPTY_OBJECT)))
                    .isEqualTo(new Refusal.TooMany("secrets", SecretRing.MOST));
        }

        @Test
        void canBeRevokedOnceAnotherOneSigns() {
            String first = shop.secret().secret().id();
            assertThat(refused(here.registry.revokeSecret("shop", first))).isEqualTo(new Refusal.SecretInUse(first));
            IssuedSecret next = rotate("{}");
            done(here.registry.revokeSecret("shop", first));
            assertThat(secrets()).containsExactly(next.secret());
            assertThat(refused(here.registry.revokeSecret("shop", first))).isEqualTo(new Refusal.UnknownSecret(first));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{'overlap':-1}", "{'overlap':2592001}", "{'overlap':'1'}", "{'secret':'mine'}", "[]"})
        void isNotMadeOfNonsense(String body) {
            assertThat(faults(here.registry.rotateSecret("shop", json(body)))).hasSize(1);
        }
    }

    @Test
    void noneOfTheConfiguredAppCanBeChanged() {
        var configured = new Refusal.Configured("default");
        assertThat(refused(here.registry.addKey("default", json("{'scopes':['emit']}"))))
                .isEqualTo(configured);
        assertThat(refused(here.registry.revokeKey("default", "1"))).isEqualTo(configured);
        assertThat(refused(here.registry.rotateSecret("default", RawJson.EMPTY_OBJECT)))
                .isEqualTo(configured);
    }

    @Test
    void whatIsIssuedAtTheSameTimeIsAllKept() {
        here.records.inBetween = () -> here.registry.rotateSecret("shop", RawJson.EMPTY_OBJECT);
        IssuedKey key = done(here.registry.addKey("shop", json("{'scopes':['read']}")));
        assertThat(here.stored("shop").secrets()).hasSize(2);
        assertThat(here.stored("shop").keys())
                .extracting(ApiKey::id)
                .contains(key.key().id());
    }
}
