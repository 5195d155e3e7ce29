package dev.parley.profiles.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.chat.Page;
import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {

    private static final Paging PAGING = new Paging(50, 100);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1, 20, 1, 20",
                "\"3\", \"20\", 3, 20",
                "2.9, 2.9, 2, 2",
                "\"2.9\", \" 7 of them\", 2, 7",
                "0, 100, 1, 100",
                "-5, 101, 1, 100",
                "1e3, 1e9, 1000, 100",
                "1e999, -1e999, 2147483647, 50",
                "99999999999999999999, 99999999999999999999, 2147483647, 100",
                "\"99999999999\", \"99999999999\", 2147483647, 100",
                "\"x\", \"x\", 1, 50",
                "\"\", \"\", 1, 50",
                "null, null, 1, 50",
                "{}, [1], 1, 50",
                "true, true, 1, 50",
                "1, 0, 1, 100",
                "1, \"0\", 1, 100",
                "1, -1, 1, 50",
                "1, \"-1\", 1, 50"
            })
    void anythingNamesAPage(String page, String limit, int number, int size) {
        assertThat(PAGING.of(json(page), json(limit))).isEqualTo(new Page(number, size));
    }

    @Test
    void nothingIsTheFirstPage() {
        assertThat(PAGING.of(Optional.empty(), Optional.empty())).isEqualTo(new Page(1, 50));
        assertThat(PAGING.of(Optional.of("2"), Optional.of("3"))).isEqualTo(new Page(2, 3));
    }

    @Test
    void theUsualLimitIsNoMoreThanTheLongestPage() {
        assertThat(new Paging(50, 10).of(RawJson.NULL, RawJson.NULL).size()).isEqualTo(10);
    }

    private static RawJson json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 10)).value();
    }
}
