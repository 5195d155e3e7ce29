package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class JoinTokensTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000, 999), ZoneOffset.UTC);

    /** {@code echo -n '{"channel":"lobby","timestamp":1700000060}' | openssl dgst -sha256 -hmac geheim}. */
    private static final String BY_OPENSSL = "b8ecda90efe92c3eb41eaa6568991af928e3244de7c8bfc9cb0d69be47dc0325";

    @Test
    void tokenIsWhatOpensslSigns() {
        String token = JoinTokens.signedWith("geheim", CLOCK).channel("lobby").sign();
        assertThat(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8))
                .isEqualTo("{\"channel\":\"lobby\",\"timestamp\":1700000060}" + BY_OPENSSL);
    }

    @Test
    void everyClaimIsWritten() {
        String token = JoinTokens.signedWith("geheim", CLOCK)
                .channel("orders")
                .user("ann")
                .can("publish", "kick")
                .sid("s0cket")
                .once("ticket-1")
                .app("shop")
                .data(Map.of("n", 1))
                .expiresIn(Duration.ofHours(1))
                .sign();
        assertThat(claims(token))
                .isEqualTo(Json.of(Map.of(
                        "channel", "orders",
                        "timestamp", 1_700_003_600,
                        "user", "ann",
                        "can", new String[] {"publish", "kick"},
                        "sid", "s0cket",
                        "jti", "ticket-1",
                        "app", "shop",
                        "data", Map.of("n", 1))));
    }

    @Test
    void eachTokenForOneUseIsAnother() {
        JoinToken token = JoinTokens.signedWith("geheim", CLOCK).channel("lobby");
        assertThat(token.once().sign()).isNotEqualTo(token.once().sign());
        assertThat(claims(token.sign()).at("jti")).isEqualTo(Json.of(null));
    }

    @Property(tries = 200)
    void anyRoomAndSecretMakeATokenThatVerifies(
            @ForAll @NotEmpty String room, @ForAll @NotEmpty String secret, @ForAll String user)
            throws GeneralSecurityException {
        String token =
                JoinTokens.signedWith(secret, CLOCK).channel(room).user(user).sign();
        byte[] bytes = Base64.getDecoder().decode(token);
        String text = new String(bytes, StandardCharsets.UTF_8);
        String json = text.substring(0, text.length() - 64);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(text.substring(text.length() - 64))
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal(json.getBytes(StandardCharsets.UTF_8))));
        assertThat(Json.parse(json).at("channel")).isEqualTo(Json.of(room));
        assertThat(Json.parse(json).at("user")).isEqualTo(Json.of(user));
    }

    @Test
    void withoutASecretOrARoomThereIsNone() {
        assertThatThrownBy(() -> JoinTokens.signedWith("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JoinTokens.signedWith("geheim").channel(""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Json claims(String token) {
        String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        return Json.parse(text.substring(0, text.length() - 64));
    }
}
