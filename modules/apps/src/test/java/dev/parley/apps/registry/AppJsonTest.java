package dev.parley.apps.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.AuthHook;
import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.apps.Scope;
import dev.parley.apps.SigningSecret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app as the text that nodes share. */
class AppJsonTest {

    private static final Instant END = Instant.parse("2030-01-31T12:00:00.123Z");

    private static SecretKey hmac(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    private static final String PEM = pem();

    private static String pem() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PUBLIC KEY-----\n";
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static App full() {
        return new App(
                "shop",
                "The \"shop\" \u2713",
                List.of(
                        ApiKey.of("k1", "secret-key"),
                        new ApiKey("k2", ApiKey.digest("x"), Set.of(Scope.EMIT), Optional.of(END))),
                List.of(
                        new SigningSecret("s1", hmac("current"), Optional.empty()),
                        new SigningSecret("s2", hmac("12345678"), Optional.of(END))),
                List.of(
                        new JwtTrust(
                                new KeySource.Secret(hmac("shared \u20ac")),
                                Set.of("HS256", "HS512"),
                                Optional.of("https://issuer.example"),
                                Optional.of("parley"),
                                "uid",
                                Set.of("a", "b"),
                                5),
                        new JwtTrust(
                                new KeySource.PublicKey(PEM),
                                Set.of("EdDSA"),
                                Optional.empty(),
                                Optional.empty(),
                                "sub",
                                Set.of(),
                                0),
                        new JwtTrust(
                                new KeySource.Jwks(URI.create("https://issuer.example/keys?a=1")),
                                Set.of("RS256"),
                                Optional.empty(),
                                Optional.empty(),
                                "sub",
                                Set.of(),
                                0)),
                Optional.of(new AuthHook(
                        URI.create("http://127.0.0.1:80/who"), Duration.ofMillis(700), Duration.ofSeconds(9))),
                Optional.of(List.of("https://shop.example:8443", "shop.example", "*")),
                true,
                new Limits(Map.of(Limit.ROOMS, 7, Limit.JSON_DEPTH, 9)));
    }

    @Test
    void comesBackAsItWas() {
        assertThat(AppJson.read("shop", AppJson.write(full()))).contains(full());
    }

    @Test
    void withNothingInItComesBackToo() {
        App bare = TestRegistry.app("bare");
        assertThat(AppJson.read("bare", AppJson.write(bare))).contains(bare);
    }

    @Test
    void withNoOriginAtAllIsNotOneThatLeavesThemToTheNode() {
        App closed = TestRegistry.app("closed");
        var none = new App(
                "closed",
                "c",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(List.of()),
                false,
                closed.limits());
        assertThat(AppJson.read("closed", AppJson.write(none))).contains(none);
    }

    @Test
    void holdsNoApiKey() {
        assertThat(AppJson.write(full())).doesNotContain("secret-key").contains(ApiKey.digest("secret-key"));
    }

    @Test
    void whatNewerNodesWriteIsNoFault() {
        String newer = AppJson.write(full())
                .replaceFirst("\\{", "{\"color\":\"red\",\"region\":{\"a\":[1]},")
                .replace("\"limits\":{", "\"limits\":{\"moods\":3,")
                .replace("\"scopes\":[\"emit\"]", "\"scopes\":[\"emit\",\"dance\"]");
        assertThat(AppJson.read("shop", newer)).contains(full());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{'id':'shop'}",
                "{'id':'other','name':'s'}",
                "{'id':'shop','name':7}",
                "{'id':'shop','name':'s','keys':[{'id':'k'}]}",
                "{'id':'shop','name':'s','keys':[{'id':'k','digest':'zz','scopes':[]}]}",
                "{'id':'shop','name':'s','secrets':[{'id':'s','key':'*'}]}",
                "{'id':'shop','name':'s','secrets':[{'id':'s','key':'AQID','until':'soon'}]}",
                "{'id':'shop','name':'s','limits':{'rooms':0}}",
                "{'id':'shop','name':'s','trusts':[{'algorithms':['HS256']}]}"
            })
    void whatIsNoRecordIsNone(String text) {
        assertThat(AppJson.read("shop", text.replace('\'', '"'))).isEmpty();
    }
}
