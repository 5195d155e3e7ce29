package dev.parley.tokens;

import static dev.parley.tokens.Backend.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.AuthHook;
import dev.parley.apps.KeySource;
import dev.parley.bus.Revocation.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of saying who one is, in every situation. */
@ExtendWith(VertxExtension.class)
class ConnectMatrixTest {

    private static final String SECRET = "12345678";
    private static final long T = NOW.getEpochSecond();

    private static final KeyPair RSA = Issuer.rsa();
    private static final KeyPair EC = Issuer.ec("secp256r1");
    private static final KeyPair ED = Issuer.ed25519();
    private static final KeyPair STRANGER = Issuer.rsa();
    private static final KeyPair EC_STRANGER = Issuer.ec("secp256r1");
    private static final KeyPair ED_STRANGER = Issuer.ed25519();

    private static TokenNode node;

    enum Way {
        OWN,
        SECRET,
        RSA,
        EC,
        EDDSA,
        JWKS,
        HOOK
    }

    enum Situation {
        VALID("user u-7"),
        EXPIRED("token_expired"),
        NOT_YET_VALID("token_not_yet_valid"),
        SIGNED_BY_ANOTHER("token_signature_invalid"),
        CHANGED("token_signature_invalid"),
        OTHER_ALGORITHM("token_algorithm_refused"),
        PUBLIC_KEY_AS_SECRET("token_algorithm_refused"),
        UNSIGNED("token_algorithm_refused"),
        FOR_OTHERS("token_wrong_audience"),
        REVOKED("token_revoked"),
        USER_REVOKED("token_revoked"),
        WITHOUT_USER("token_claim_missing"),
        A_MEGABYTE_LONG("token_too_long");

        private final String code;

        Situation(String code) {
            this.code = code;
        }
    }

    @BeforeAll
    static void serversAndApps(Vertx vertx) throws Exception {
        String set = "{\"keys\":[" + Issuer.jwk("k1", STRANGER) + "," + Issuer.jwk("k2", RSA) + "]}";
        int port = TokenNode.done(vertx.createHttpServer()
                        .requestHandler(request -> {
                            if (request.path().equals("/jwks"))
                                request.response().end(set);
                            else request.body().onSuccess(body -> hook(body.toJsonObject(), request.response()));
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
        URI server = URI.create("http://127.0.0.1:" + port);
        var hook = new AuthHook(server.resolve("/hook"), Duration.ofSeconds(5), Duration.ZERO);
        App own = TokenNode.app("own", List.of(TokenNode.secret("s1", SECRET)), List.of(), null);
        node = TokenNode.start(
                vertx,
                new MemoryRecords(),
                own,
                TokenNode.trusting("secret", new KeySource.Secret(Backend.key(SECRET)), "HS256"),
                TokenNode.trusting("rsa", new KeySource.PublicKey(Issuer.pem(RSA)), "RS256", "HS256"),
                TokenNode.trusting("ec", new KeySource.PublicKey(Issuer.pem(EC)), "ES256", "HS256"),
                TokenNode.trusting("eddsa", new KeySource.PublicKey(Issuer.pem(ED)), "EdDSA", "HS256"),
                TokenNode.trusting("jwks", new KeySource.Jwks(server.resolve("/jwks")), "RS256", "HS256"),
                TokenNode.app("hook", List.of(), List.of(), hook));
    }

    private static void hook(JsonObject question, HttpServerResponse response) {
        switch (question.getString("token")) {
            case "VALID", "REVOKED", "USER_REVOKED" ->
                response.end("{\"user\":\"" + user(question.getString("token")) + "\"}");
            case "EXPIRED" -> response.end("{\"user\":\"u-7\",\"expires\":" + T + "}");
            case "WITHOUT_USER" -> response.end("{}");
            default -> response.setStatusCode(403).end();
        }
    }

    private static String user(String situation) {
        return situation.equals("USER_REVOKED") ? "gone" : "u-7";
    }

    static Stream<Arguments> all() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(Situation.values())
                        .filter(situation -> way != Way.HOOK || HOOK.containsKey(situation))
                        .map(situation -> Arguments.of(way, situation, expected(way, situation))));
    }

    /** What a hook makes of it, which knows nothing of signatures. */
    private static final Map<Situation, String> HOOK = Map.of(
            Situation.VALID, "user u-7",
            Situation.EXPIRED, "token_expired",
            Situation.SIGNED_BY_ANOTHER, "auth_refused",
            Situation.UNSIGNED, "token_algorithm_refused",
            Situation.FOR_OTHERS, "auth_refused",
            Situation.USER_REVOKED, "token_revoked",
            Situation.WITHOUT_USER, "auth_unavailable",
            Situation.A_MEGABYTE_LONG, "token_too_long");

    private static String expected(Way way, Situation situation) {
        if (way == Way.HOOK) return HOOK.get(situation);
        if (way == Way.OWN && situation == Situation.FOR_OTHERS) return "token_wrong_app";
        // By a secret there is no public key that could be taken for one.
        boolean shared = way == Way.OWN || way == Way.SECRET;
        if (shared && situation == Situation.PUBLIC_KEY_AS_SECRET) return "token_signature_invalid";
        return situation.code;
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("all")
    void hasOneOutcome(Way way, Situation situation, String outcome) throws Exception {
        String app = way.name().toLowerCase(Locale.ROOT);
        if (situation == Situation.REVOKED) node.revoke(app, Kind.TOKEN, "gone", NOW);
        if (situation == Situation.USER_REVOKED) node.revoke(app, Kind.USER, "gone", NOW.plusSeconds(1));
        assertThat(node.connect(app, token(way, situation))).isEqualTo(outcome);
    }

    private static String token(Way way, Situation situation) {
        String claims = claims(way, situation);
        return switch (situation) {
            case A_MEGABYTE_LONG -> "A".repeat(1_000_000);
            case UNSIGNED -> Issuer.content(Issuer.header("nOnE", ""), claims) + ".";
            case PUBLIC_KEY_AS_SECRET -> Issuer.hmac("HS256", kid(way), publicKey(way), claims);
            case CHANGED -> changed(sign(way, Situation.VALID, claims));
            default -> way == Way.HOOK ? situation.name() : sign(way, situation, claims);
        };
    }

    private static String sign(Way way, Situation situation, String claims) {
        boolean stranger = situation == Situation.SIGNED_BY_ANOTHER;
        boolean other = situation == Situation.OTHER_ALGORITHM;
        byte[] secret = (stranger ? "87654321" : SECRET).getBytes(StandardCharsets.UTF_8);
        String rsa = other ? "RS384" : "RS256";
        return switch (way) {
            case OWN, SECRET -> Issuer.hmac(other ? "HS384" : "HS256", kid(way), secret, claims);
            case RSA, JWKS -> Issuer.signed(rsa, kid(way), stranger ? STRANGER : RSA, claims);
            case EC ->
                other
                        ? Issuer.signed("ES384", "", Issuer.ec("secp384r1"), claims)
                        : Issuer.signed("ES256", "", stranger ? EC_STRANGER : EC, claims);
            case EDDSA ->
                other
                        ? Issuer.signed("ES256", "", EC, claims)
                        : Issuer.signed("EdDSA", "", stranger ? ED_STRANGER : ED, claims);
            case HOOK -> situation.name();
        };
    }

    private static String kid(Way way) {
        return way == Way.OWN ? "s1" : way == Way.JWKS ? "k2" : "";
    }

    private static byte[] publicKey(Way way) {
        KeyPair pair = way == Way.EC ? EC : way == Way.EDDSA ? ED : RSA;
        return Issuer.pem(pair).getBytes(StandardCharsets.UTF_8);
    }

    private static String claims(Way way, Situation situation) {
        var claims = new JsonObject();
        if (way == Way.OWN) claims.put("iss", "parley");
        String right = way == Way.OWN ? "own" : "audience";
        claims.put("aud", situation == Situation.FOR_OTHERS ? "others" : right);
        if (situation != Situation.WITHOUT_USER) claims.put("sub", user(situation.name()));
        claims.put("iat", T).put("exp", situation == Situation.EXPIRED ? T : T + 60);
        if (situation == Situation.NOT_YET_VALID) claims.put("nbf", T + 1);
        if (situation == Situation.REVOKED) claims.put("jti", "gone");
        return claims.encode();
    }

    /** Says another user, with the signature of the first. */
    private static String changed(String token) {
        String[] parts = token.split("\\.");
        byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
        String other = new String(claims, StandardCharsets.UTF_8).replace("u-7", "u-8");
        return parts[0] + "." + Issuer.base64(other.getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }
}
