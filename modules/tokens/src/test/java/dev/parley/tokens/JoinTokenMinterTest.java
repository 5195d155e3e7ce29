package dev.parley.tokens;

import static dev.parley.tokens.Backend.KEY;
import static dev.parley.tokens.Backend.NOW;
import static dev.parley.tokens.Backend.sign;
import static dev.parley.tokens.Backend.trusting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bus.Message.VerifyJoin;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JoinTokenMinterTest {

    private static final Instant EXPIRES = Instant.ofEpochSecond(1_700_000_060);

    @Test
    void plainTokenIsWhatABackendWouldSign() {
        assertThat(JoinTokenMinter.mint(JoinToken.forRoom("lobby", EXPIRES), KEY))
                .isEqualTo(sign("{\"channel\":\"lobby\",\"timestamp\":1700000060}"));
    }

    @Test
    void everyClaimIsWrittenAndReadBack() {
        var token = new JoinToken(
                "phòng \"é\"",
                EXPIRES,
                RawJson.string("for the page"),
                "u-7",
                Set.of("publish", "kick"),
                "s0cket",
                "once-1",
                "shop",
                NOW);
        String minted = JoinTokenMinter.mint(token, KEY);
        assertThat(minted)
                .isEqualTo(sign("{\"channel\":\"phòng \\\"é\\\"\",\"timestamp\":1700000060,\"data\":\"for the page\","
                        + "\"user\":\"u-7\",\"can\":[\"kick\",\"publish\"],\"sid\":\"s0cket\",\"jti\":\"once-1\","
                        + "\"app\":\"shop\",\"iat\":1700000000}"));
        var question = new VerifyJoin("shop", minted, null, "s0cket", null);
        assertThat(new JoinTokenVerifier(Backend.CONFIG).verify(question, trusting(KEY), NOW))
                .isEqualTo(new Verdict.Holds(token));
    }

    @Test
    void tokenWithoutARoomCannotBeMade() {
        assertThatThrownBy(() -> JoinToken.forRoom("", EXPIRES)).isInstanceOf(IllegalArgumentException.class);
    }
}
