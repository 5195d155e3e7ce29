package dev.parley.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.KeySource;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a client sends as a token has an answer, and lets nobody in. */
class AnyTextTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static TokenNode node;

    @BeforeContainer
    static void start() throws Exception {
        App app = TokenNode.app(
                "shop",
                List.of(TokenNode.secret("s1", "secret")),
                List.of(
                        TokenNode.trust(new KeySource.Secret(Backend.KEY), "HS256", "HS512"),
                        TokenNode.trust(new KeySource.PublicKey(Issuer.pem(Issuer.ed25519())), "EdDSA")),
                null);
        node = TokenNode.start(VERTX, new MemoryRecords(), app);
    }

    @AfterContainer
    static void stop() throws Exception {
        TokenNode.done(VERTX.close());
    }

    @Property(tries = 300)
    void anyTextIsDenied(@ForAll String text) throws Exception {
        denied(text);
    }

    @Property(tries = 300)
    void anyThreePartsAreDenied(@ForAll("parts") String text) throws Exception {
        denied(text);
    }

    @Property(tries = 300)
    void anyJsonThatNobodySignedIsDenied(@ForAll("unsigned") String text) throws Exception {
        denied(text);
    }

    private static void denied(String text) throws Exception {
        assertThat(node.connect("shop", text)).startsWith("token_");
        assertThat(node.join("shop", text)).startsWith("token_");
    }

    @Provide
    Arbitrary<String> parts() {
        Arbitrary<String> part =
                Arbitraries.strings().withChars("abcXYZ019-_=+/").ofMaxLength(20);
        return Combinators.combine(part, part, part).as((a, b, c) -> a + "." + b + "." + c);
    }

    @Provide
    Arbitrary<String> unsigned() {
        Arbitrary<String> name = Arbitraries.of("alg", "kid", "typ", "crit", "iss", "sub", "aud", "exp", "nbf", "room");
        Arbitrary<String> value = Arbitraries.of(
                "\"HS256\"",
                "\"EdDSA\"",
                "\"none\"",
                "\"s1\"",
                "\"parley\"",
                "\"shop\"",
                "null",
                "1e400",
                "-0",
                "[]",
                "{}",
                "18446744073709551616",
                "\"\\ud800\"",
                "true");
        Arbitrary<String> object = Combinators.combine(name, value)
                .as((n, v) -> "\"" + n + "\":" + v)
                .list()
                .ofMaxSize(5)
                .map(members -> "{" + String.join(",", members) + "}");
        Arbitrary<String> signature =
                Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(90);
        return Combinators.combine(object, object, signature)
                .as((header, claims, end) ->
                        Issuer.content(header, claims) + "." + Issuer.base64(end.getBytes(StandardCharsets.UTF_8)));
    }
}
