package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.AuthHook;
import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.apps.VerifyingKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustSettingsTest {

    private static final String LONG = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private static JwtTrust trust(Loads loads) {
        return loads.configuration().app().trusts().getFirst();
    }

    private Path pem(String type, int bits) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        generator.initialize(bits);
        PublicKey key = generator.generateKeyPair().getPublic();
        String text = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return Files.writeString(folder.resolve(type + bits + ".pem"), text);
    }

    @Test
    void nobodyIsTrustedByDefault() {
        assertThat(Loads.nothing().configuration().app().trusts()).isEmpty();
        assertThat(Loads.nothing().configuration().app().hook()).isEmpty();
        assertThat(Loads.nothing().configuration().app().md5JoinTokens()).isFalse();
    }

    @Nested
    class ASecret {

        @Test
        void isTrustedForTokensOfOneAlgorithm() {
            JwtTrust trust = trust(Loads.nothing().environment("JWT_SECRET", LONG));
            assertThat(trust.keys()).isEqualTo(new KeySource.Secret(Secrets.hmac(LONG)));
            assertThat(trust.algorithms()).containsExactly("HS256");
            assertThat(trust.userClaim()).isEqualTo("sub");
            assertThat(trust.leewaySeconds()).isEqualTo(5);
        }

        @Test
        void ofEightBytesIsTakenWithAWarning() {
            var loads = Loads.nothing().environment("JWT_SECRET", "12345678");
            assertThat(trust(loads).keys()).isEqualTo(new KeySource.Secret(Secrets.hmac("12345678")));
            assertThat(loads.loaded().warnings())
                    .contains("app.jwt.secret: a secret of only 8 bytes can be guessed; use 32 or more");
        }

        @Test
        void comesWithAllThatItsTokensHaveToSay() {
            var loads = Loads.nothing()
                    .file(
                            folder,
                            "app:",
                            "  jwt:",
                            "    secret: " + LONG,
                            "    algorithms: [HS384, HS512]",
                            "    issuer: https://issuer.example/",
                            "    audience: chat",
                            "    user-claim: uid",
                            "    required-claims: [exp, jti]",
                            "    leeway: 30s");
            assertThat(trust(loads))
                    .isEqualTo(new JwtTrust(
                            new KeySource.Secret(Secrets.hmac(LONG)),
                            Set.of("HS384", "HS512"),
                            Optional.of("https://issuer.example/"),
                            Optional.of("chat"),
                            "uid",
                            Set.of("exp", "jti"),
                            30));
        }

        @Test
        void isNotShown() {
            var loads = Loads.nothing().environment("JWT_SECRET", "Tr0ub4dor");
            assertThat(loads.loaded().toString()).doesNotContain("Tr0ub4dor");
            assertThat(loads.configuration().app().trusts().toString()).doesNotContain("Tr0ub4dor", "SecretKeySpec");
            assertThat(Loads.nothing()
                            .environment("JWT_SECRET", "Tr0ub4dor".repeat(200))
                            .faultLines())
                    .singleElement()
                    .asString()
                    .doesNotContain("Tr0ub4dor");
        }
    }

    @Nested
    class APublicKey {

        @ParameterizedTest
        @CsvSource({"RSA, 2048, RS256", "EC, 256, ES256", "EC, 384, ES384", "EC, 521, ES512", "Ed25519, 255, EdDSA"})
        void isReadFromItsFileAndTrustedForItsUsualAlgorithm(String type, int bits, String algorithm) throws Exception {
            Path file = pem(type, bits);
            JwtTrust trust = trust(Loads.nothing().flags("app.jwt.public-key=" + file));
            assertThat(trust.algorithms()).containsExactly(algorithm);
            assertThat(VerifyingKey.ofPem(Files.readString(file)).map(key -> new KeySource.PublicKey(key.pem())))
                    .contains((KeySource.PublicKey) trust.keys());
        }

        @Test
        void thatIsNotThereIsAFault() {
            assertThat(Loads.nothing()
                            .flags("app.jwt.public-key=/nowhere/key.pem")
                            .faultLines())
                    .containsExactly("app.jwt.public-key: '/nowhere/key.pem' cannot be read;"
                            + " name a PEM file that this user may read (--set)");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "no key",
                    "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                    "-----BEGIN PUBLIC KEY-----\n=\n-----END PUBLIC KEY-----"
                })
        void thatIsNoneIsAFault(String text) throws IOException {
            Path file = Files.writeString(folder.resolve("key.pem"), text);
            assertThat(Loads.nothing().flags("app.jwt.public-key=" + file).faults())
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.key()).isEqualTo("app.jwt.public-key");
                        assertThat(fault.fix()).contains("openssl pkey");
                    });
        }

        @Test
        void thatIsTooWeakIsAFault() throws Exception {
            assertThat(Loads.nothing()
                            .flags("app.jwt.public-key=" + pem("RSA", 1_024))
                            .faults())
                    .singleElement()
                    .matches(fault -> fault.problem().contains("2048 bits"));
        }
    }

    @Nested
    class AnAddressOfKeys {

        @Test
        void isTrustedForTheUsualAlgorithmsOfKeys() {
            JwtTrust trust = trust(Loads.nothing().flags("app.jwt.jwks-url=https://issuer.example/jwks"));
            assertThat(trust.keys()).isEqualTo(new KeySource.Jwks(URI.create("https://issuer.example/jwks")));
            assertThat(trust.algorithms()).containsExactlyInAnyOrder("RS256", "ES256", "ES384", "ES512", "EdDSA");
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://localhost:9/jwks", "http://127.0.0.1/jwks", "http://[::1]:9/jwks"})
        void mayBeUnencryptedOnThisMachine(String url) {
            assertThat(Loads.nothing().flags("app.jwt.jwks-url=" + url).faults())
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://issuer.example/jwks",
                    "http://localhost.issuer.example/jwks",
                    "http://127.0.0.1.issuer.example/jwks",
                    "file:///etc/passwd",
                    "https://user@issuer.example/jwks",
                    "issuer.example"
                })
        void anywhereElseIsAFault(String url) {
            assertThat(Loads.nothing().flags("app.jwt.jwks-url=" + url).faults())
                    .singleElement()
                    .matches(fault -> fault.key().equals("app.jwt.jwks-url"));
        }
    }

    @Nested
    class Faults {

        @Test
        void twoSourcesOfKeysAreOne() {
            assertThat(Loads.nothing()
                            .environment("JWT_SECRET", LONG)
                            .flags("app.jwt.jwks-url=https://issuer.example/jwks")
                            .faultLines())
                    .containsExactly("app.jwt.jwks-url: is there beside app.jwt.secret; keep one of them (--set)");
        }

        @Test
        void anAlgorithmThatDoesNotFitTheKeyIsOne() {
            assertThat(Loads.nothing()
                            .environment("JWT_SECRET", LONG)
                            .flags("app.jwt.algorithms=HS256,RS256")
                            .faultLines())
                    .containsExactly("app.jwt.algorithms: RS256 cannot be checked by app.jwt.secret;"
                            + " name some of HS256, HS384, HS512 (--set)");
            assertThat(Loads.nothing()
                            .flags("app.jwt.jwks-url=https://issuer.example/jwks", "app.jwt.algorithms=HS256")
                            .faults())
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "hs256", "ES256K"})
        void anAlgorithmThatNobodyTrustsIsOne(String name) {
            assertThat(Loads.nothing()
                            .environment("JWT_SECRET", LONG)
                            .flags("app.jwt.algorithms=" + name)
                            .faults())
                    .hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({
            "app.jwt.leeway, 6m",
            "app.jwt.user-claim, ''",
            "app.auth-hook.url, ftp://a.example/",
            "app.auth-hook.timeout, 10s",
            "app.auth-hook.cache, 2h",
            "app.allow-md5-join-tokens, maybe",
            "tokens.max-user-lifetime, 0s",
            "tokens.max-revocations, 0",
            "tokens.max-open-hooks, 0"
        })
        void aValueOfTheWrongKindIsOne(String key, String value) {
            assertThat(Loads.nothing()
                            .flags(key + "=" + (value.isEmpty() ? "\n" : value))
                            .faults())
                    .singleElement()
                    .matches(fault -> fault.key().equals(key));
        }

        @Test
        void allAreToldAtOnce() {
            assertThat(Loads.nothing()
                            .environment("JWT_SECRET", LONG)
                            .flags(
                                    "app.jwt.public-key=/nowhere",
                                    "app.jwt.algorithms=RS256",
                                    "app.jwt.leeway=x",
                                    "app.auth-hook.url=x")
                            .faults())
                    .map(Fault::key)
                    .containsExactlyInAnyOrder(
                            "app.jwt.public-key",
                            "app.jwt.public-key",
                            "app.jwt.algorithms",
                            "app.jwt.leeway",
                            "app.auth-hook.url");
        }
    }

    @Test
    void rulesWithoutAKeyAreWarnedOf() {
        assertThat(Loads.nothing()
                        .flags("app.jwt.issuer=x", "app.jwt.audience=y")
                        .loaded()
                        .warnings())
                .filteredOn(warning -> warning.contains("of no use without app.jwt.secret"))
                .hasSize(2);
    }

    @Test
    void aHookIsAskedAtItsAddress() {
        var loads = Loads.nothing().flags("app.auth-hook.url=http://backend:8080/auth", "app.auth-hook.cache=1m");
        assertThat(loads.configuration().app().hook())
                .contains(new AuthHook(
                        URI.create("http://backend:8080/auth"), Duration.ofSeconds(5), Duration.ofMinutes(1)));
    }

    @Test
    void tokensByMd5AreAllowedWithAWarning() {
        var loads = Loads.nothing().flags("app.allow-md5-join-tokens=true");
        assertThat(loads.configuration().app().md5JoinTokens()).isTrue();
        assertThat(loads.loaded().warnings()).anyMatch(warning -> warning.startsWith("app.allow-md5-join-tokens: "));
    }
}
