package dev.parley.sockets.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.trail.Detail;
import dev.parley.bus.trail.Glimpse;
import dev.parley.bus.trail.Redaction;
import dev.parley.protocol.json.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private static RawJson json(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 1_000)).value();
    }

    private static Glimpse glimpse(String args, int bytes, Redaction redaction) {
        return new Redactor(new Detail(true, bytes, redaction, 0)).event(json(args), 0);
    }

    private static String told(String args, int bytes, Redaction redaction) {
        return glimpse(args, bytes, redaction).args().toString();
    }

    @Test
    void whatIsShortAndOpenIsToldAsItIs() {
        String args = "[\"hello\",{\"a\":[1,2.5,null,true,\"\\u0000\"]},[],{}]";
        for (Redaction redaction : new Redaction[] {Redaction.NONE, Redaction.SECRETS}) {
            Glimpse glimpse = glimpse(args, 1_000, redaction);
            assertThat(glimpse.args()).hasToString(args);
            assertThat(glimpse.whole()).isTrue();
            assertThat(glimpse.bytes()).isEqualTo(args.length());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "userPassword",
                "token",
                "access_token",
                "apiKey",
                "X-Api-Key",
                "JWT",
                "client_secret"
            })
    void valuesThatAreCalledLikeSecretsAreNotTold(String name) {
        Glimpse glimpse = glimpse("[\"e\",[{\"" + name + "\":{\"deep\":\"hush\"},\"b\":1}]]", 1_000, Redaction.SECRETS);
        assertThat(glimpse.args()).hasToString("[\"e\",[{\"" + name + "\":\"[redacted]\",\"b\":1}]]");
        assertThat(glimpse.whole()).isFalse();
        assertThat(told("[\"e\",{\"" + name + "\":\"hush\"}]", 1_000, Redaction.NONE))
                .contains("hush");
    }

    @Test
    void withoutPayloadsTheNameIsToldAlone() {
        Glimpse glimpse = glimpse("[\"e\",{\"a\":1},\"hush\"]", 1_000, Redaction.PAYLOADS);
        assertThat(glimpse.args()).hasToString("[\"e\"]");
        assertThat(glimpse.whole()).isFalse();
        assertThat(new Redactor(new Detail(true, 9, Redaction.PAYLOADS, 0))
                        .answer(json("[\"hush\"]"), 0)
                        .args())
                .hasToString("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"e\",\"0123456789\"]|6|[\"e\",\"012345\u2026\"]",
                "[\"e\",[1,2,3,4,5,6,7,8]]|6|[\"e\",[1,2,3,4,\"\u2026\"]]",
                "[\"e\",1,2]|1|[\"e\",1,\"\u2026\"]",
                "[\"e\",1]|0|[\"e\",\"\u2026\"]",
            })
    void whatIsLongIsCutAndStaysJson(String args, int bytes, String told) {
        Glimpse glimpse = glimpse(args, bytes, Redaction.NONE);
        assertThat(glimpse.args()).hasToString(told);
        assertThat(glimpse.whole()).isFalse();
    }

    @Test
    void whatIsHugeIsCutToTheBoundWhateverItsShape() {
        String deep = "[".repeat(400) + "]".repeat(400);
        String wide = "{" + "\"n\":\"0123456789\",".repeat(20_000) + "\"m\":1}";
        String long1 = "\"" + "\ud83d\ude00".repeat(50_000) + "\"";
        for (String value : new String[] {deep, wide, long1, "[" + wide + "," + deep + "]", "1".repeat(90_000)}) {
            Glimpse glimpse = glimpse("[\"e\"," + value + "]", 100, Redaction.SECRETS);
            assertThat(glimpse.args().length()).isLessThan(1_000);
            assertThat(json(glimpse.args().toString())).isNotNull();
            assertThat(glimpse.bytes()).isEqualTo(("[\"e\"," + value + "]").getBytes(UTF_8).length);
        }
    }

    @Test
    void theNameOfAnEventIsCutToo() {
        assertThat(told("[\"" + "n".repeat(10_000) + "\"]", 10, Redaction.NONE)).hasSizeLessThan(300);
        assertThat(told("[7,1]", 10, Redaction.SECRETS)).isEqualTo("[\"7\",1]");
    }
}
