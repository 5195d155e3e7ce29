package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Addresses;
import dev.parley.bus.Message;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.MintJoinToken;
import dev.parley.bus.Message.MintRefused;
import dev.parley.bus.Message.MintUserToken;
import dev.parley.bus.Message.Minted;
import dev.parley.bus.Message.Revoked;
import dev.parley.bus.Revocation;
import dev.parley.bus.Revocation.Kind;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes for tokens; the test answers in the place of whoever mints and revokes. */
class TokensTest {

    private static final String NOW = TestClock.START.toString();

    private final TestApi api = new TestApi();
    private final Queue<Message> asked = new ArrayDeque<>();

    @AfterEach
    void stop() {
        api.close();
    }

    private void mints(MintDecision decision) {
        TestApi.get(api.bus.answer(Addresses.MINT, question -> {
            asked.add(question);
            return Future.succeededFuture(decision);
        }));
    }

    private void revokes() {
        TestApi.get(api.bus.answer(Addresses.REVOKE, question -> {
            asked.add(question);
            return Future.succeededFuture(new Revoked(question.revocation()));
        }));
    }

    private HttpResponse<Buffer> post(String path, String body) {
        return api.call(HttpMethod.POST, path, TestApi.KEY, body);
    }

    @Nested
    class AUserToken {

        @Test
        void isMintedForAnHourUnlessToldOtherwise() {
            mints(new Minted("t.o.k", "jti-1", Instant.parse("2030-01-01T01:00:00Z")));
            HttpResponse<Buffer> answer = post("/api/v1/tokens", "{\"user\":\"ann\"}");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.getHeader("cache-control")).isEqualTo("no-store");
            assertThat(answer.bodyAsString())
                    .isEqualTo("{\"token\":\"t.o.k\",\"id\":\"jti-1\",\"user\":\"ann\","
                            + "\"expires\":\"2030-01-01T01:00:00Z\"}");
            assertThat(asked)
                    .containsExactly(new MintUserToken("default", "ann", Duration.ofHours(1), RawJson.EMPTY_OBJECT));
        }

        @Test
        void saysWhatItIsToSay() {
            mints(new Minted("t", "j", TestClock.START));
            post("/api/v1/tokens", "{\"user\":\"ann\",\"ttl\":5,\"claims\":{\"plan\":\"gold\"}}");
            MintUserToken question = (MintUserToken) asked.remove();
            assertThat(question.lifetime()).isEqualTo(Duration.ofSeconds(5));
            assertThat(question.claims()).hasToString("{\"plan\":\"gold\"}");
        }

        @Test
        void isOfTheAppWhoseKeyAsks() {
            mints(new Minted("t", "j", TestClock.START));
            api.call(HttpMethod.POST, "/api/v1/tokens", api.keyOf("shop"), "{\"user\":\"ann\"}");
            assertThat(((MintUserToken) asked.remove()).app()).isEqualTo("shop");
        }

        @Test
        void thatCannotBeHadIsRefusedWithTheReason() {
            mints(new MintRefused("lifetime_too_long", "It may live for a day."));
            HttpResponse<Buffer> answer = post("/api/v1/tokens", "{\"user\":\"ann\",\"ttl\":31622400}");
            TestApi.assertProblem(answer, 422, "lifetime_too_long");
            assertThat(answer.bodyAsJsonObject().getString("detail")).isEqualTo("It may live for a day.");
        }

        @Test
        void isNotPromisedWhenNobodyMints() {
            TestApi.assertProblem(post("/api/v1/tokens", "{\"user\":\"ann\"}"), 503, "unavailable");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "{\"user\":\"\"}",
                    "{\"user\":7}",
                    "{\"user\":\"a\",\"ttl\":0}",
                    "{\"user\":\"a\",\"ttl\":\"5\"}",
                    "{\"user\":\"a\",\"ttl\":31622401}",
                    "{\"user\":\"a\",\"claims\":[]}",
                    "{\"user\":\"a\",\"claims\":null}",
                    "{\"user\":\"a\",\"app\":\"other\"}"
                })
        void isNotMintedFromNonsense(String body) {
            TestApi.assertProblem(post("/api/v1/tokens", body), 400, "invalid_request");
        }
    }

    @Nested
    class AJoinToken {

        @Test
        void isMintedForAMinuteUnlessToldOtherwise() {
            mints(new Minted("tok", null, Instant.parse("2030-01-01T00:01:00Z")));
            HttpResponse<Buffer> answer = post("/api/v1/join-tokens", "{\"room\":\"orders\"}");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.bodyAsString())
                    .isEqualTo("{\"token\":\"tok\",\"room\":\"orders\",\"expires\":\"2030-01-01T00:01:00Z\"}");
            assertThat(asked)
                    .containsExactly(new MintJoinToken(
                            "default", "orders", Duration.ofMinutes(1), null, Set.of(), null, false, null));
        }

        @Test
        void saysWhatItIsToSay() {
            mints(new Minted("tok", "j", TestClock.START));
            post(
                    "/api/v1/join-tokens",
                    "{\"room\":\"orders\",\"ttl\":9,\"user\":\"ann\",\"can\":[\"publish\",\"publish\"],"
                            + "\"socket\":\"s1\",\"once\":true,\"data\":[1]}");
            MintJoinToken question = (MintJoinToken) asked.remove();
            assertThat(question.user()).isEqualTo("ann");
            assertThat(question.can()).containsExactly("publish");
            assertThat(question.socket()).isEqualTo("s1");
            assertThat(question.once()).isTrue();
            assertThat(String.valueOf(question.data())).isEqualTo("[1]");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"room\":\"\"}",
                    "{\"room\":\"r\",\"can\":\"publish\"}",
                    "{\"room\":\"r\",\"can\":[1]}",
                    "{\"room\":\"r\",\"once\":1}",
                    "{\"room\":\"r\",\"rooms\":[\"q\"]}"
                })
        void isNotMintedFromNonsense(String body) {
            TestApi.assertProblem(post("/api/v1/join-tokens", body), 400, "invalid_request");
        }

        @Test
        void isForARoomWhoseNameTheAppAllows() {
            String key = api.keyOf("shop");
            api.call(HttpMethod.PATCH, "/api/v1/apps/shop", TestApi.ADMIN, "{\"limits\":{\"room-length\":3}}");
            TestApi.assertProblem(
                    api.call(HttpMethod.POST, "/api/v1/join-tokens", key, "{\"room\":\"four\"}"),
                    400,
                    "invalid_request");
        }
    }

    @Nested
    class ARevocation {

        private void asks(String body, Kind kind, String of, String before, String told) {
            HttpResponse<Buffer> answer = post("/api/v1/tokens/revoke", body);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.bodyAsString()).isEqualTo("{\"revoked\":" + told + "}");
            assertThat(((Message.Revoke) asked.remove()).revocation())
                    .isEqualTo(new Revocation("default", kind, of, Instant.parse(before)));
        }

        @Test
        void isOfOneTokenOfAUsersOrOfEverybodys() {
            revokes();
            asks("{\"token\":\"j1\"}", Kind.TOKEN, "j1", NOW, "{\"token\":\"j1\"}");
            asks("{\"user\":\"ann\"}", Kind.USER, "ann", NOW, "{\"user\":\"ann\",\"before\":\"" + NOW + "\"}");
            String then = "2029-12-31T22:00:00Z";
            asks(
                    "{\"user\":\"ann\",\"before\":\"2029-12-31T23:00:00+01:00\"}",
                    Kind.USER,
                    "ann",
                    then,
                    "{\"user\":\"ann\",\"before\":\"" + then + "\"}");
            asks("{\"before\":\"" + then + "\"}", Kind.ALL, "", then, "{\"before\":\"" + then + "\"}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"token\":\"j\",\"user\":\"ann\"}",
                    "{\"token\":\"j\",\"before\":\"2029-01-01T00:00:00Z\"}",
                    "{\"token\":\"\"}",
                    "{\"user\":null}",
                    "{\"before\":\"2030-01-01T00:00:01Z\"}",
                    "{\"before\":\"yesterday\"}",
                    "{\"before\":1}",
                    "{\"user\":\"ann\",\"all\":true}"
                })
        void isNotMadeOfNonsense(String body) {
            revokes();
            TestApi.assertProblem(post("/api/v1/tokens/revoke", body), 400, "invalid_request");
            assertThat(asked).isEmpty();
        }

        @Test
        void isNotPromisedWhenTheClusterDoesNotKeepIt() {
            TestApi.get(api.bus.answer(Addresses.REVOKE, question -> Future.failedFuture("no cluster")));
            TestApi.assertProblem(post("/api/v1/tokens/revoke", "{\"user\":\"ann\"}"), 503, "unavailable");
        }
    }
}
