package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.redis.RedisConfig;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {

    private static RedisConfig bridge(String... namesAndValues) {
        return Loads.nothing()
                .environment("PARLEY_REDIS_BRIDGE", "true")
                .environment(namesAndValues)
                .configuration()
                .redis()
                .orElseThrow();
    }

    @Nested
    class SwitchedOff {

        @Test
        void nothingIsHeardWhateverTheEnvironmentSaysOfARedis() {
            Loads somebodyElses = Loads.nothing()
                    .environment("REDIS_HOST", "not a host", "REDIS_PORT", "many", "REDIS_PASSWORD", "x".repeat(2_000));
            assertThat(Loads.nothing().configuration().redis()).isEmpty();
            assertThat(somebodyElses.configuration().redis()).isEmpty();
        }

        @Test
        void whoComesFromASystemWithRedisIsToldWhatReplacesItAndOfTheBridge() {
            Loads channels = Loads.nothing().environment("PARLEY_PROFILE", "channels", "REDIS_HOST", "r");
            assertThat(channels.loaded().warnings())
                    .anyMatch(line -> line.startsWith("REDIS_HOST: not used")
                            && line.contains("cluster.members")
                            && line.contains("PARLEY_REDIS_BRIDGE=true"));
        }
    }

    @Nested
    class SwitchedOn {

        @Test
        void itIsOnThisMachineUnlessToldOtherwise() {
            RedisConfig redis = bridge();
            assertThat(redis.host()).isEqualTo("127.0.0.1");
            assertThat(redis.port()).isEqualTo(6379);
            assertThat(redis.prefix()).isEqualTo("socket.io");
            assertThat(redis.app()).isEqualTo("default");
            assertThat(redis.maxMessage()).isEqualTo(1_000_000);
            assertThat(redis.tls()).isFalse();
            assertThat(redis.password()).isEmpty();
        }

        @Test
        void theUsualVariablesSayWhereItIs() {
            RedisConfig redis = bridge("REDIS_HOST", "r.example", "REDIS_PORT", "7000", "REDIS_AUTH_PASSWORD", "pa55");
            assertThat(redis.host()).isEqualTo("r.example");
            assertThat(redis.port()).isEqualTo(7000);
            assertThat(redis.password()).contains("pa55");
            assertThat(redis.toString()).doesNotContain("pa55");
        }

        @Test
        void theAddressOfAServiceIsNoPort() {
            assertThat(bridge("REDIS_PORT", "tcp://10.0.0.1:6379").port()).isEqualTo(6379);
        }

        @Test
        void nobodyIsToldThatRedisIsNotUsed() {
            Loads channels = Loads.nothing()
                    .environment("PARLEY_REDIS_BRIDGE", "true", "PARLEY_PROFILE", "channels", "REDIS_HOST", "r");
            assertThat(channels.loaded().warnings()).noneMatch(line -> line.startsWith("REDIS_HOST"));
        }

        @Test
        void aWrongPasswordIsNotShown() {
            assertThat(Loads.nothing()
                            .environment("PARLEY_REDIS_BRIDGE", "true", "REDIS_PASSWORD", "pa55".repeat(300))
                            .faultLines())
                    .singleElement()
                    .asString()
                    .contains("redis.password")
                    .doesNotContain("pa55");
        }
    }
}
