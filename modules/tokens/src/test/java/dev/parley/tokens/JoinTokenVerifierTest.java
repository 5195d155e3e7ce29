package dev.parley.tokens;

import static dev.parley.tokens.Backend.KEY;
import static dev.parley.tokens.Backend.NOW;
import static dev.parley.tokens.Backend.OTHER_KEY;
import static dev.parley.tokens.Backend.sign;
import static dev.parley.tokens.Backend.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.bus.Message.JoinGranted;
import dev.parley.bus.Message.VerifyJoin;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTokenVerifierTest {

    private static final String CLAIMS = "{\"channel\":\"lobby\",\"timestamp\":1700000060}";

    private final JoinTokenVerifier verifier = new JoinTokenVerifier(Backend.CONFIG);

    private Verdict verify(String token) {
        return verifier.verify(new VerifyJoin("shop", token, null, "s0cket", null), trusting(KEY), NOW);
    }

    private JoinGranted granted(String token) {
        Verdict verdict = verify(token);
        assertThat(verdict).isInstanceOf(Verdict.Holds.class);
        return ((Verdict.Holds) verdict).granted();
    }

    private static String claim(String more) {
        return sign("{\"channel\":\"lobby\",\"timestamp\":1700000060," + more + "}");
    }

    /** Signatures made with {@code openssl dgst -sha256 -hmac 'a key of the test vector only'}. */
    @Nested
    class KnownTokens {

        private static final String PLAIN =
                "eyJjaGFubmVsIjoidGVzdC0xMjMiLCJ0aW1lc3RhbXAiOjE3MDAwMDAwNjAsImRhdGEiOnsidXNl"
                        + "cl9pZCI6MX19MzY4MDg1MTAwYmUyNzJlZGQ3NWE4ZjEwOGY4OWI2YzFlNTYwNmZjOWVmZW"
                        + "M0ZWQ4NjliZDFmMTZiYWEzYmZlOA==";

        /** Claims user, can, sid, jti and app; a room name beyond ASCII. */
        private static final String FULL =
                "eyJjaGFubmVsIjoicGjDsm5nLcOpIiwidGltZXN0YW1wIjoxNzAwMDAwMDYwLCJ1c2VyIjoidS03"
                        + "IiwiY2FuIjpbInB1Ymxpc2giXSwic2lkIjoiczBja2V0IiwianRpIjoib25jZS0xIiwiYX"
                        + "BwIjoic2hvcCJ9NGQ5YTllYTU0NTk0"
                        + "YjI1NTRmYWZjMzc2MTBkYjFjOWNlMDk2YjUxZTQ4MjFlZTc3ZGQ2OWM1NTk0YzkxY2FjOQ==";

        @Test
        void plainTokenOpensItsRoomWithoutRightsAndTellsItsData() {
            RawJson data = JsonWriter.object(w -> w.name("user_id").number(1));
            assertThat(granted(PLAIN))
                    .isEqualTo(new JoinGranted(
                            "test-123", null, Set.of(), Instant.ofEpochSecond(1_700_000_060), Optional.of(data)));
        }

        @Test
        void fullTokenTellsUserAndRights() {
            assertThat(granted(FULL))
                    .isEqualTo(new JoinGranted(
                            "phòng-é",
                            "u-7",
                            Set.of("publish"),
                            Instant.ofEpochSecond(1_700_000_060),
                            Optional.empty()));
        }

        @Test
        void bothBase64AlphabetsAreRead() {
            String token = sign("{\"channel\":\"???>>>~~~\",\"timestamp\":1700000060}");
            String urlSafe = token.replace('+', '-').replace('/', '_');
            assertThat(urlSafe).isNotEqualTo(token);
            assertThat(granted(urlSafe)).isEqualTo(granted(token));
        }

        @Test
        void paddingMayBeLeftOut() {
            assertThat(granted(PLAIN.replace("=", "")).room()).isEqualTo("test-123");
        }

        @Test
        void halfOfThePaddingIsNoBase64() {
            assertThat(verify(PLAIN.substring(0, PLAIN.length() - 1))).isEqualTo(TokenDenial.MALFORMED);
        }

        @Test
        void claimsAreCheckedAsTheyWereWritten() {
            String spaced = " {\n \"timestamp\" : 1700000060 ,\t\"channel\" : \"l\\u006fbby\" } ";
            assertThat(granted(sign(spaced)).room()).isEqualTo("lobby");
        }
    }

    @Nested
    class Keys {

        @Test
        void withoutKeysNothingOpens() {
            var question = new VerifyJoin("shop", sign(CLAIMS), null, "s0cket", null);
            assertThat(verifier.verify(question, trusting(), NOW)).isEqualTo(TokenDenial.NOT_CONFIGURED);
        }

        @Test
        void anotherKeyOpensNothing() {
            assertThat(verify(sign(CLAIMS.getBytes(StandardCharsets.UTF_8), OTHER_KEY)))
                    .isEqualTo(TokenDenial.SIGNATURE_INVALID);
        }

        @Test
        void duringRotationTheOldAndTheNewKeyOpen() {
            App rotating = trusting(OTHER_KEY, KEY);
            byte[] claims = CLAIMS.getBytes(StandardCharsets.UTF_8);
            for (var key : new SecretKey[] {KEY, OTHER_KEY}) {
                var question = new VerifyJoin("shop", sign(claims, key), null, "s0cket", null);
                assertThat(verifier.verify(question, rotating, NOW)).isInstanceOf(Verdict.Holds.class);
            }
        }
    }

    @Nested
    class TokensSignedByMd5 {

        private static final Instant THEN = Instant.ofEpochSecond(1_700_000_000);
        private static final App SAME_SECRET = trusting(Backend.key("test-api-key"));

        private static final String FIRST = "eyJjaGFubmVsIjoidGVzdC0xMjMiLCJ0aW1lc3RhbXAiOjE3MDAwMDAwNjAsImRhdGEiOn"
                + "sidXNlcl9pZCI6MX19YmFiZGFlNTNkZTI0YTNlNDc3M2M0MjM1NmU4MzJkOGM=";

        private static final String SECOND = "eyJjaGFubmVsIjoicGjDsm5nLcOpIiwidGltZXN0YW1wIjoxNzAwMDAwMDYwLCJkYXRhIj"
                + "p7IndlYmhvb2tfdXJsIjoiaHR0cDovLzEyNy4wLjAuMTo5L3doP3U9MSJ9fTJlZDM0Mjk0NzRiOTEzMTI4MzgxYjg1NWFm"
                + "YzlkNmQz";

        /** What a webhook of that contract is signed by, which names no channel. */
        private static final String NO_JOIN = "eyJkYXRhIjp7ImV2ZW50IjoiZGlzY29ubmVjdCJ9LCJ0aW1lc3RhbXAiOjE3MDAwMDAwNj"
                + "B9MThjYzIyYmEzMGRkNzk3YzU1MjFiMjkyMDA2YTE3ODM=";

        private static VerifyJoin question(String token, boolean md5) {
            return new VerifyJoin("shop", token, null, "s0cket", null, md5);
        }

        @ParameterizedTest
        @ValueSource(strings = {FIRST, SECOND, NO_JOIN})
        void areRefusedByName(String token) {
            assertThat(verifier.verify(question(token, false), SAME_SECRET, THEN))
                    .isEqualTo(TokenDenial.ALGORITHM_REFUSED);
        }

        @Test
        void openTheirRoomsForWhoeverAsksThatTheyDo() {
            assertThat(granted(FIRST).room()).isEqualTo("test-123");
            assertThat(granted(FIRST).data()).hasToString("Optional[{\"user_id\":1}]");
            assertThat(granted(SECOND).room()).isEqualTo("phòng-é");
            assertThat(granted(SECOND).data()).hasToString("Optional[{\"webhook_url\":\"http://127.0.0.1:9/wh?u=1\"}]");
        }

        @Test
        void areCheckedAsAllOthersEvenThen() {
            assertThat(verifier.verify(question(FIRST, true), trusting(KEY), THEN))
                    .isEqualTo(TokenDenial.SIGNATURE_INVALID);
            assertThat(verifier.verify(question(FIRST, true), SAME_SECRET, THEN.plusSeconds(60)))
                    .isEqualTo(TokenDenial.EXPIRED);
            assertThat(verifier.verify(question(NO_JOIN, true), SAME_SECRET, THEN))
                    .isEqualTo(TokenDenial.MALFORMED);
        }

        private JoinGranted granted(String token) {
            Verdict verdict = verifier.verify(question(token, true), SAME_SECRET, THEN);
            assertThat(verdict).isInstanceOf(Verdict.Holds.class);
            return ((Verdict.Holds) verdict).granted();
        }
    }

    @Nested
    class Time {

        @ParameterizedTest
        @CsvSource({
            "1700000060, 1700000059.999", // the last millisecond
            "1700003600, 1700000000", // exactly the longest lifetime
        })
        void opensBeforeItsExpiry(long expiry, BigDecimal now) {
            assertThat(at(expiry, now)).isInstanceOf(Verdict.Holds.class);
        }

        @ParameterizedTest
        @CsvSource({"1700000060, 1700000060", "1700000060, 1700000060.001", "0, 1700000000", "-1, 1700000000"})
        void isExpiredFromTheVeryInstant(long expiry, BigDecimal now) {
            assertThat(at(expiry, now)).isEqualTo(TokenDenial.EXPIRED);
        }

        @ParameterizedTest
        @ValueSource(longs = {1_700_003_601L, 1_700_000_060_000L, 31_556_889_864_403_199L})
        void mayNotLieTooFarAhead(long expiry) {
            assertThat(at(expiry, new BigDecimal(1_700_000_000))).isEqualTo(TokenDenial.LIFETIME_EXCEEDED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"1700000060\"",
                    "1700000060.5",
                    "1700000060.0",
                    "1.70000006e9",
                    "null",
                    "[1700000060]",
                    "true",
                    "9223372036854775807",
                    "-9223372036854775808",
                    "99999999999999999999999999"
                })
        void isAWholeNumberOfSeconds(String expiry) {
            assertThat(verify(sign("{\"channel\":\"lobby\",\"timestamp\":" + expiry + "}")))
                    .isEqualTo(TokenDenial.MALFORMED);
        }

        private Verdict at(long expiry, BigDecimal now) {
            String token = sign("{\"channel\":\"lobby\",\"timestamp\":" + expiry + "}");
            Instant instant = Instant.ofEpochMilli(now.movePointRight(3).longValueExact());
            return verifier.verify(new VerifyJoin("shop", token, null, "s0cket", null), trusting(KEY), instant);
        }
    }

    @Nested
    class WhatATokenIsFor {

        @Test
        void roomOfANumberIsItsText() {
            assertThat(granted(sign("{\"channel\":42,\"timestamp\":1700000060}"))
                            .room())
                    .isEqualTo("42");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                nullValues = "-",
                value = {
                    // more claims       room asked    socket   known user   outcome
                    "  \"x\":0,           -,            s0cket,  -,           Holds",
                    "  \"x\":0,           lobby,        s0cket,  u-7,         Holds",
                    "  \"x\":0,           Lobby,        s0cket,  -,           WRONG_ROOM",
                    "  \"x\":0,           ``,           s0cket,  -,           WRONG_ROOM",
                    "  \"sid\":\"s0cket\",-,            s0cket,  -,           Holds",
                    "  \"sid\":\"s0cket\",-,            s1cket,  -,           WRONG_SOCKET",
                    "  \"user\":\"u-7\",  -,            s0cket,  -,           Holds",
                    "  \"user\":\"u-7\",  -,            s0cket,  u-7,         Holds",
                    "  \"user\":\"u-7\",  -,            s0cket,  u-8,         WRONG_USER",
                    "  \"user\":7,        -,            s0cket,  7,           Holds",
                    "  \"user\":7,        -,            s0cket,  8,           WRONG_USER",
                    "  \"app\":\"shop\",  -,            s0cket,  -,           Holds",
                    "  \"app\":\"Shop\",  -,            s0cket,  -,           WRONG_APP",
                })
        void narrowsWhoMayUseIt(String more, String room, String socket, String user, String outcome) {
            Verdict verdict =
                    verifier.verify(new VerifyJoin("shop", claim(more), room, socket, user), trusting(KEY), NOW);
            assertThat(verdict instanceof TokenDenial denial ? denial.name() : "Holds")
                    .isEqualTo(outcome);
        }

        @Test
        void rightsAreTheStringsInCanEachOnce() {
            assertThat(granted(claim("\"can\":[\"publish\",\"publish\",\"kick\"]"))
                            .rights())
                    .containsExactlyInAnyOrder("publish", "kick");
        }
    }

    @Test
    void everyDenialHasItsOwnCodeAndOneSentence() {
        assertThat(Arrays.stream(TokenDenial.values())
                        .map(d -> d.denied().code())
                        .collect(Collectors.toSet()))
                .hasSize(TokenDenial.values().length)
                .allMatch(code -> code.matches("[a-z]+(_[a-z]+)+"));
        assertThat(TokenDenial.values()).allMatch(d -> d.denied().reason().matches("[A-Z][^.]*\\."));
    }
}
