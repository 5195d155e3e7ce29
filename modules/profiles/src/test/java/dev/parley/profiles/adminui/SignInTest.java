package dev.parley.profiles.adminui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.parley.api.access.Actor;
import dev.parley.api.access.AdminKeys;
import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

    private static final String GOOD = "{'username':'admin','password':'second'}";

    private Instant now = Instant.parse("2030-01-31T12:00:00Z");
    private long nanos;

    private static AdminUiConfig config(String... keys) {
        return new AdminUiConfig(
                "/admin",
                "admin",
                AdminKeys.of(List.of(keys)),
                AdminUiConfig.View.PRODUCTION,
                false,
                Duration.ofHours(24),
                100,
                100,
                "/socket.io/",
                true);
    }

    private SignIn signIn(String... keys) {
        return new SignIn(config(keys), () -> now, () -> nanos);
    }

    private static RawJson json(String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(UTF_8);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 10)).value();
    }

    private static SignIn.Outcome judge(SignIn signIn, String auth) {
        return signIn.judge(json(auth), "127.0.0.1");
    }

    private static String session(SignIn signIn) {
        return ((SignIn.Granted) judge(signIn, GOOD)).session().orElseThrow();
    }

    @Test
    void anyAdminKeyIsAPassword() {
        assertThat(judge(signIn("first", "second"), GOOD))
                .asInstanceOf(type(SignIn.Granted.class))
                .returns(new Actor("admin-2", Optional.empty()), SignIn.Granted::by);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'sessionId':''}",
                "{'username':'admin','password':'third'}",
                "{'username':'root','password':'second'}",
                "{'password':'second'}",
                "{'username':'admin','password':null}",
                "{'username':['admin'],'password':{'a':1}}",
                "{'sessionId':'AAAA'}",
                "{'sessionId':7}",
            })
    void everythingElseIsDenied(String auth) {
        assertThat(judge(signIn("first", "second"), auth)).isEqualTo(new SignIn.Denied());
    }

    @Test
    void aSessionIsGoodAtEveryNodeUntilItExpires() {
        String session = "{'sessionId':'" + session(signIn("first", "second")) + "'}";
        SignIn another = signIn("second");
        assertThat(judge(another, session))
                .isEqualTo(new SignIn.Granted(
                        new Actor("admin-1", Optional.empty()), now.plus(Duration.ofHours(24)), Optional.empty()));
        now = now.plus(Duration.ofHours(24));
        assertThat(judge(another, session)).isEqualTo(new SignIn.Denied());
    }

    @Test
    void aSessionEndsWithTheKeyThatItCameFrom() {
        String session = "{'sessionId':'" + session(signIn("first", "second")) + "'}";
        assertThat(judge(signIn("first"), session)).isEqualTo(new SignIn.Denied());
    }

    @Test
    void noByteOfASessionCanBeChanged() {
        SignIn signIn = signIn("second");
        String session = session(signIn);
        for (int i = 0; i < session.length(); i++) {
            char other = session.charAt(i) == 'A' ? 'B' : 'A';
            String forged = session.substring(0, i) + other + session.substring(i + 1);
            assertThat(signIn.judge(json("{'sessionId':'" + forged + "'}"), "address-" + i))
                    .isEqualTo(new SignIn.Denied());
        }
    }

    @Test
    void whoeverFailsTooOftenIsToldToWaitAndNobodyElse() {
        SignIn signIn = signIn("second");
        String wrong = "{'username':'admin','password':'guess'}";
        for (int i = 0; i < Attempts.MOST; i++) assertThat(judge(signIn, wrong)).isEqualTo(new SignIn.Denied());
        assertThat(judge(signIn, wrong)).isEqualTo(new SignIn.TooOften());
        assertThat(judge(signIn, "{}")).isEqualTo(new SignIn.Denied());
        assertThat(judge(signIn, GOOD)).isInstanceOf(SignIn.Granted.class);
        assertThat(signIn.judge(json(wrong), "10.0.0.1")).isEqualTo(new SignIn.Denied());
        nanos += Duration.ofSeconds(61).toNanos();
        assertThat(judge(signIn, wrong)).isEqualTo(new SignIn.Denied());
    }

    @Test
    void aSessionIsInNoText() {
        SignIn.Outcome granted = judge(signIn("second"), GOOD);
        assertThat(granted.toString())
                .doesNotContain(((SignIn.Granted) granted).session().orElseThrow());
    }
}
