package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Marketplace;
import dev.parley.client.Parley;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.smoke.Goal;
import dev.parley.smoke.ScriptLines;
import dev.parley.smoke.Smoke;
import dev.parley.smoke.Smoke.Outcome;
import dev.parley.testkit.Command;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Clients of a marketplace, with the variables that FixRX has, and its backend. */
class MarketplaceIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final String JWT_SECRET = "12345678";
    private static final String ORIGINS = "https://app.example,https://vendors.example";

    @Nested
    class OnThreeNodes {

        private static final Map<String, String> SETTINGS =
                Map.of("PARLEY_PROFILE", "marketplace", "JWT_SECRET", JWT_SECRET, "CLIENT_ORIGIN", ORIGINS);

        @AutoClose
        private static ParleyCluster cluster;

        @BeforeAll
        static void start() {
            cluster = ParleyCluster.start(3, new Secrets(), SETTINGS);
        }

        @Test
        void clientsAndBackendsAreSpokenToAsTheirGuideSays() {
            cluster.scenario("marketplace.mjs")
                    .with("JWT_SECRET", JWT_SECRET)
                    .with("ORIGINS", ORIGINS)
                    .play(WITHIN);
        }
    }

    @Nested
    class InDevelopment {

        private static final String PATH = "/realtime";

        private static final Map<String, String> SETTINGS = Map.of(
                "PARLEY_PROFILE", "marketplace",
                "JWT_SECRET", JWT_SECRET,
                "NODE_ENV", "development",
                "FIXRX_AUTH", "optional",
                "WS_PATH", PATH,
                "PARLEY_PROFILES_MARKETPLACE_CONVERSATIONS", "members");

        @AutoClose
        private static ParleyCluster node;

        @BeforeAll
        static void start() {
            node = ParleyCluster.start(1, new Secrets(), SETTINGS);
        }

        @Test
        void clientsNeedNoTokenAndConversationsAreForTheirMembers() {
            node.scenario("marketplace-workshop.mjs")
                    .with("JWT_SECRET", JWT_SECRET)
                    .with("WS_PATH", PATH)
                    .play(WITHIN);
        }

        @Test
        void whatABackendInJavaTellsComesOnceToThoseWhomItConcerns() throws Exception {
            var url = node.node(1).url();
            var booking = Map.of("id", "b9", "userId", 123, "vendorId", "456", "status", "confirmed");
            var payment = Map.of("id", "p1", "userId", 123, "vendorId", "456", "amount", 12_345, "currency", "usd");
            try (Parley parley = Parley.connect(url.toString(), node.apiKey());
                    JavaClient both = JavaClient.connectAt(PATH, url)
                            .listen("booking:status_changed")
                            .listen("payment:completed");
                    JavaClient other = JavaClient.connectAt(PATH, url)
                            .listen("booking:status_changed")
                            .listen("service:created")) {
                assertThat(both.ask("join", "user:123").getBoolean("ok")).isTrue();
                assertThat(both.ask("join", "vendor:456").getBoolean("ok")).isTrue();
                assertThat(other.ask("join", "vendor:457").getBoolean("ok")).isTrue();
                Marketplace marketplace = parley.marketplace().actor(Map.of("id", "456"));
                marketplace.bookings().statusChanged(booking, "pending");
                marketplace.payments().completed(payment);
                marketplace.services().created(Map.of("id", "s7", "vendorId", 457));
                JSONObject changed = (JSONObject) both.next("booking:status_changed")[0];
                assertThat(changed.getString("bookingId")).isEqualTo("b9");
                assertThat(changed.getString("previousStatus")).isEqualTo("pending");
                assertThat(changed.getJSONObject("booking").getInt("userId")).isEqualTo(123);
                assertThat(changed.getJSONObject("actor").getString("id")).isEqualTo("456");
                assertThat(((JSONObject) both.next("payment:completed")[0]).getInt("amount"))
                        .isEqualTo(12_345);
                assertThat(both.waiting("booking:status_changed")).isZero();
                assertThat(((JSONObject) other.next("service:created")[0]).getString("id"))
                        .isEqualTo("s7");
                assertThat(other.waiting("booking:status_changed")).isZero();
            }
        }

        @Test
        void aScriptSeesByTheSmokeClientWhetherTheServerWorks() {
            Map<String, String> variables = Map.of(
                    "WS_URL", node.node(1).url().toString(), "WS_PATH", PATH, "TEST_USER", "1", "TEST_VENDOR", "2");
            Command good = Command.run(variables, """
                    # An event comes back to who asked for it.
                    ping
                    wait pong
                    join user 3
                    leave user:3
                    """, "smoke");
            assertThat(good.output().lines())
                    .anyMatch(line -> line.startsWith("ok     join user:1: "))
                    .anyMatch(line -> line.startsWith("ok     join vendor:2: "))
                    .anyMatch(line -> line.startsWith("ok     ping: "))
                    .anyMatch(line -> line.startsWith("<-     pong {"))
                    .anyMatch(line -> line.startsWith("ok     wait pong: {"))
                    .anyMatch(line -> line.startsWith("ok     leave user:3: "))
                    .noneMatch(line -> line.startsWith("FAILED"));
            assertThat(good.code()).isZero();
            assertThat(smoke(PATH, "", "join admin:1", "ping")).isEqualTo(Outcome.FAILED);
            assertThat(smoke(PATH, "", "joyn", "ping")).isEqualTo(Outcome.MISUNDERSTOOD);
            assertThat(smoke(PATH, "wrong", "ping")).isEqualTo(Outcome.FAILED);
            assertThat(smoke("/socket.io", "", "ping")).isEqualTo(Outcome.NO_CONNECTION);
        }

        private static Outcome smoke(String path, String token, String... lines) {
            RawJson auth = JsonWriter.object(w -> w.name("token").string(token));
            var goal = new Goal(node.node(1).url(), path, "/", auth, Duration.ofSeconds(20));
            var written = new StringReader(String.join("\n", lines));
            var nobody = new PrintWriter(Writer.nullWriter());
            return new Smoke(goal, new ScriptLines(new BufferedReader(written), nobody)).run(List.of());
        }
    }
}
