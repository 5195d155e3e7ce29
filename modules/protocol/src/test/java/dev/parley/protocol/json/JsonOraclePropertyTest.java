package dev.parley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import dev.parley.protocol.json.Jackson.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What is JSON, and what is in it, as jackson sees it. */
class JsonOraclePropertyTest {

    /** Jackson takes a letter beyond ASCII for a digit if the last byte of its code is one: U+0130 for 0. */
    private static final Pattern FOREIGN_DIGIT = Pattern.compile("\\\\u\\p{XDigit}{0,3}\\P{ASCII}");

    @Property
    void validTextIsTakenWhole(@ForAll("values") String text) {
        assertThat(checked(text.getBytes(StandardCharsets.UTF_8))).hasToString(text.strip());
    }

    @Property
    void theCheckAgreesWithJacksonOnMutatedJson(@ForAll("mutated") byte[] bytes) {
        Statistics.collect(agreedVerdict(bytes));
        Statistics.coverage(both -> {
            both.check(true).count(n -> n > 0);
            both.check(false).count(n -> n > 0);
        });
    }

    @Property
    void theCheckAgreesWithJacksonOnArbitraryText(@ForAll("scraps") String text) {
        agreedVerdict(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void theFaultLiesBehindTheLongestGoodPrefix(@ForAll("mutated") byte[] bytes) {
        if (!(RawJson.check(bytes, 0, bytes.length, 100) instanceof RawJson.Invalid(int offset))) return;

        assertThat(offset).isBetween(0, bytes.length);
        if (offset == bytes.length) return;
        byte[] prefix = Arrays.copyOf(bytes, offset);
        if (RawJson.check(prefix, 0, offset, 100) instanceof RawJson.Invalid(int earlier)) {
            assertThat(earlier).isEqualTo(offset);
        }
    }

    @Property
    void elementsAreTheOnesJacksonSees(@ForAll("arrays") String text) {
        List<Token> inside = inside(text);
        var expected = new ArrayList<List<Token>>();
        for (int at = 0; at < inside.size(); ) {
            List<Token> value = valueAt(inside, at);
            expected.add(value);
            at += value.size();
        }

        assertThat(checked(text.getBytes(StandardCharsets.UTF_8)).elements())
                .extracting(JsonOraclePropertyTest::tokens)
                .isEqualTo(expected);
    }

    @Property
    void membersAreTheOnesJacksonSees(@ForAll("objects") String text) {
        List<Token> inside = inside(text);
        Map<String, List<Token>> expected = new LinkedHashMap<>();
        for (int at = 0; at < inside.size(); ) {
            List<Token> value = valueAt(inside, at + 1);
            expected.put(inside.get(at).text(), value);
            at += 1 + value.size();
        }

        var seen = new LinkedHashMap<String, List<Token>>();
        checked(text.getBytes(StandardCharsets.UTF_8))
                .members()
                .forEach((name, value) -> seen.put(name, tokens(value)));
        assertThat(seen).containsExactlyEntriesOf(expected);
    }

    @Property
    void stringsReadAsJacksonReadsThem(@ForAll("strings") String text) {
        RawJson string = checked(text.getBytes(StandardCharsets.UTF_8));

        assertThat(string.asString()).contains(tokens(string).getFirst().text());
    }

    @Property
    void whatTheWriterQuotesReadsBackTheSame(@ForAll String text) {
        RawJson string = RawJson.string(text);

        assertThat(string.asString()).contains(tokens(string).getFirst().text());
        assertThat(string.asString().orElseThrow()).isEqualTo(JsonTexts.noLoneSurrogates(text));
    }

    private static boolean agreedVerdict(byte[] bytes) {
        boolean valid = RawJson.check(bytes, 0, bytes.length, 100) instanceof RawJson.Valid;
        if (FOREIGN_DIGIT.matcher(new String(bytes, StandardCharsets.UTF_8)).find()) return valid;
        assertThat(valid).isEqualTo(Jackson.tokens(bytes).isPresent());
        return valid;
    }

    private static RawJson checked(byte[] bytes) {
        assertThat(RawJson.check(bytes, 0, bytes.length, 100)).isInstanceOf(RawJson.Valid.class);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 100)).value();
    }

    private static List<Token> tokens(RawJson value) {
        return Jackson.tokens(value.toBytes()).orElseThrow();
    }

    private static List<Token> inside(String text) {
        List<Token> all = Jackson.tokens(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        return all.subList(1, all.size() - 1);
    }

    private static List<Token> valueAt(List<Token> tokens, int from) {
        int open = 0;
        int at = from;
        do {
            JsonToken type = tokens.get(at++).type();
            if (type.isStructStart()) open++;
            if (type.isStructEnd()) open--;
        } while (open > 0);
        return tokens.subList(from, at);
    }

    @Provide
    Arbitrary<String> values() {
        return JsonTexts.values();
    }

    @Provide
    Arbitrary<byte[]> mutated() {
        return JsonTexts.mutated();
    }

    @Provide
    Arbitrary<String> arrays() {
        return JsonTexts.arrays();
    }

    @Provide
    Arbitrary<String> objects() {
        return JsonTexts.objects();
    }

    @Provide
    Arbitrary<String> strings() {
        return JsonTexts.strings();
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.strings()
                .withChars("[]{},:\"\\ \n-+.eE019tfnulrsa/é")
                .ofMaxLength(8);
    }
}
