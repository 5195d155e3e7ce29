package dev.parley.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.api.http.Routes;
import dev.parley.protocol.json.Members.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code openapi.yaml} says is what routes are made of, and what requests have to be. */
class ContractTest {

    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    private static void nothing(RoutingContext ctx) {
        ctx.response().end();
    }

    @Nested
    class TheDocument {

        /** Nodes rely on it and do not ask again. */
        @Test
        void isRightByTheSchemasOfOpenApi() {
            var version = OpenAPIVersion.V3_1;
            var schemas = version.getRepository(vertx, "app://").await();
            assertThat(version.validateContract(vertx, schemas, yaml()).await().getValid())
                    .isTrue();
            assertThat(version.validateContract(vertx, schemas, yaml().put("paths", 7))
                            .await()
                            .getValid())
                    .isFalse();
        }

        @SuppressWarnings("unchecked")
        private JsonObject yaml() {
            try (InputStream file =
                    Objects.requireNonNull(Contract.class.getResourceAsStream("/dev/parley/api/openapi.yaml"))) {
                var settings = LoadSettings.builder()
                        .setMaxAliasesForCollections(10_000)
                        .build();
                var read = (Map<String, Object>) new Load(settings).loadFromInputStream(file);
                return new JsonObject(new JsonObject(read).encode());
            } catch (IOException damaged) {
                throw new UncheckedIOException(damaged);
            }
        }
    }

    @Nested
    class ARouter {

        private final Contract contract = Contract.of(new JsonObject("""
                {"openapi": "3.1.0", "info": {"title": "two", "version": "1"}, "paths": {
                  "/a/{name}": {"get": {"operationId": "showA", "responses": {"default": {"description": ""}}}},
                  "/b": {"get": {"operationId": "showB", "responses": {"default": {"description": ""}}}}}}"""));
        private final Routes routes = new Routes(vertx, contract, 1_000, RoutingContext::next);

        @Test
        void hasTheRoutesOfTheDocument() {
            routes.open("showB", ContractTest::nothing);
            routes.open("showA", ContractTest::nothing);
            assertThat(routes.router().getRoutes().stream()
                            .filter(route -> route.methods() != null)
                            .map(route -> route.getName()))
                    .containsExactlyInAnyOrder("/a/:name", "/b");
        }

        @Test
        void isNotMadeWhileSomethingPromisedIsNotDone() {
            routes.open("showA", ContractTest::nothing);
            assertThatIllegalStateException()
                    .isThrownBy(routes::router)
                    .withMessageContaining("showB")
                    .withMessageNotContaining("showA");
        }

        @Test
        void doesNothingThatIsNotPromised() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> routes.open("showC", ContractTest::nothing))
                    .withMessageContaining("showC");
        }

        @Test
        void doesNothingInTwoWays() {
            routes.open("showA", ContractTest::nothing);
            assertThatIllegalArgumentException().isThrownBy(() -> routes.open("showA", ContractTest::nothing));
        }
    }

    @Nested
    class ABody {

        private final RequestCheck apps = Contract.load().check("createApp");

        @Test
        void thatIsRightHasNoFaults() {
            assertThat(apps.bodyFaults(
                            Buffer.buffer("{\"name\":\"Shop\",\"limits\":{\"rooms\":3},\"origins\":[\"*\"]}")))
                    .isEmpty();
        }

        @Test
        void isToldAllThatIsWrongAtOnceAndOnce() {
            var body = new JsonObject()
                    .put("id", "a/b")
                    .put("limits", new JsonObject().put("rooms", 0).put("sofas", 1))
                    .put("trusts", new JsonArray().add(new JsonObject()).add(7))
                    .put("origins", "*")
                    .put("a~b/c", true);
            assertThat(apps.bodyFaults(body.toBuffer()))
                    .containsExactlyInAnyOrder(
                            new Fault("name", "must be there"),
                            new Fault("id", "must be a string that fits ^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}$"),
                            new Fault("limits.rooms", "must be a whole number from 1 to 100000000"),
                            new Fault("limits.sofas", "is no member that is known"),
                            new Fault("trusts[0].algorithms", "must be there"),
                            new Fault("trusts[1]", "must be an object with \"algorithms\""),
                            new Fault("origins", "must be an array of 0 to 100 elements"),
                            new Fault("a~b/c", "is no member that is known"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"[]", "7", "null", "\"name\""})
        void isAnObject(String body) {
            assertThat(apps.bodyFaults(Buffer.buffer(body)))
                    .containsExactly(new Fault("", "must be an object with \"name\""));
        }

        @Test
        void mayHoldWhatNobodyCanCountWith() {
            String number = "9".repeat(5_000);
            assertThat(apps.bodyFaults(Buffer.buffer("{\"name\":" + number + "}")))
                    .isNotEmpty();
        }

        @Test
        void isOneOfSeveralThingsWhereTheDocumentSaysSo() {
            RequestCheck revocation = Contract.load().check("revokeTokens");
            assertThat(revocation.bodyFaults(Buffer.buffer("{\"user\":\"ann\"}")))
                    .isEmpty();
            assertThat(revocation.bodyFaults(Buffer.buffer("{\"user\":\"ann\",\"token\":\"t\"}")))
                    .containsExactly(
                            new Fault(
                                    "",
                                    "must be an object with \"token\", or an object with \"user\", or an object with \"before\""));
        }

        /** Such a URL is more than the validator's own expression for URIs can take. */
        @Test
        void mayHaveALongUrl() {
            RequestCheck endpoints = Contract.load().check("createEndpoint");
            String url = "https://shop.example/" + "x".repeat(1_900);
            assertThat(endpoints.bodyFaults(Buffer.buffer("{\"url\":\"" + url + "\"}")))
                    .isEmpty();
            assertThat(endpoints.bodyFaults(Buffer.buffer("{\"url\":\"" + url + url + "\"}")))
                    .containsExactly(new Fault("url", "must be a string of 0 to 2000 characters"));
        }
    }

    @Test
    void onlyOperationsWithParametersMindParameters() {
        Contract contract = Contract.load();
        assertThat(contract.check("live").query()).isEmpty();
        assertThat(contract.check("listUsers").query()).isEqualTo(Set.of("namespace", "page", "limit"));
    }
}
