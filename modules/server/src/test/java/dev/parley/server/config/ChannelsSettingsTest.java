package dev.parley.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.webhooks.Callback.Form;
import dev.parley.profiles.channels.ChannelsConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profile {@code channels}, and the variables of the system that it replaces. */
class ChannelsSettingsTest {

    private static final Loads GOOD = Loads.nothing()
            .environment(
                    "PARLEY_PROFILE", "channels",
                    "PARLEY_MODE", "production",
                    "HTTP_API_KEY", "test-api-key",
                    "ALLOW_REQUEST_DOMAINS", "a.example, b.example",
                    "NODE_ENV", "production");

    @TempDir
    private Path folder;

    @Test
    void theOldVariablesAreEnough() {
        Configuration configuration = GOOD.configuration();
        assertThat(configuration.namespaces()).containsEntry("/", "channels");
        assertThat(configuration.sockets().port()).isEqualTo(3000);
        assertThat(configuration.sockets().allowedOrigins()).containsExactly("a.example", "b.example");
        assertThat(configuration.app().secrets())
                .singleElement()
                .matches(secret -> new String(secret.key().getEncoded(), UTF_8).equals("test-api-key"));
        ChannelsConfig channels = configuration.channels();
        assertThat(channels.md5Tokens()).isTrue();
        assertThat(channels.totalOnConnect()).isTrue();
        assertThat(channels.webhookForms()).containsExactly(Form.SIGNED_TEXT);
        assertThat(channels.httpPath()).isEmpty();
    }

    @Test
    void oneLineTellsWhatIsThereInThePlaceOfRedisWithoutAnyValue() {
        var loaded = GOOD.environment(
                        "REDIS_HOST", "redis.internal",
                        "REDIS_PORT", "6379",
                        "REDIS_DATA_PREFIX", "chat-prefix-",
                        "REDIS_AUTH_PASSWORD", "redis-password")
                .loaded();
        assertThat(loaded.warnings().stream().filter(line -> line.contains("REDIS")))
                .containsExactly(
                        "REDIS_HOST, REDIS_PORT, REDIS_DATA_PREFIX, REDIS_AUTH_PASSWORD: not used: nodes find one another"
                                + " by cluster.members, and what outlives them is in MongoDB (storage.uri, MONGODB_URI)"
                                + " or in storage.data; PARLEY_REDIS_BRIDGE=true hears emitters of Socket.IO's Redis"
                                + " adapter there");
        assertThat(loaded.toString() + loaded.warnings())
                .doesNotContain("redis.internal", "6379", "chat-prefix-", "redis-password");
    }

    @Test
    void nobodyElseIsToldOfRedis() {
        var other = GOOD.environment("PARLEY_PROFILE", "parley", "REDIS_HOST", "redis.internal");
        assertThat(other.loaded().warnings()).noneMatch(line -> line.contains("REDIS"));
        assertThat(GOOD.loaded().warnings()).noneMatch(line -> line.contains("REDIS"));
    }

    @Test
    void md5IsWarnedOfWhereItIsTaken() {
        assertThat(GOOD.loaded().warnings()).anyMatch(line -> line.startsWith("profiles.channels.md5-tokens: "));
        assertThat(GOOD.flags("profiles.channels.md5-tokens=false").loaded().warnings())
                .noneMatch(line -> line.contains("md5"));
        assertThat(GOOD.environment("PARLEY_PROFILE", "parley").loaded().warnings())
                .noneMatch(line -> line.contains("md5"));
    }

    @Test
    void webhooksHaveFormsByName() {
        assertThat(GOOD.flags("profiles.channels.webhook-forms=standard,text,text")
                        .configuration()
                        .channels()
                        .webhookForms())
                .containsExactly(Form.STANDARD, Form.SIGNED_TEXT);
        assertThat(GOOD.flags("profiles.channels.webhook-forms=json").faults())
                .singleElement()
                .matches(fault -> fault.key().equals("profiles.channels.webhook-forms"));
    }

    @Test
    void aClusterNeedsAStoreForWebhooks() {
        Loads cluster = GOOD.environment("PARLEY_CLUSTER_MEMBERS", "127.0.0.1:5701");
        assertThat(cluster.faults())
                .singleElement()
                .matches(fault -> fault.key().equals("profiles.channels.webhook-forms"));
        assertThat(cluster.flags("storage.uri=mongodb://127.0.0.1/parley").faults())
                .isEmpty();
        Loads without = cluster.file(folder, "profiles:", "  channels:", "    webhook-forms: []");
        assertThat(without.configuration().channels().webhookForms()).isEmpty();
        assertThat(cluster.environment("PARLEY_PROFILE", "parley").faults()).isEmpty();
    }
}
