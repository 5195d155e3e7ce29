package dev.parley.sockets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which compression a client wants, and that it is that. */
class ContentCodingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip, deflate, br, zstd     | GZIP
            deflate, gzip               | GZIP
            deflate                     | DEFLATE
            GZIP                        | GZIP
            x-gzip                      | GZIP
            br, *                       | GZIP
            *;q=0.5, deflate            | DEFLATE
            gzip;q=0.2, deflate;q=0.8   | DEFLATE
            gzip; q=0.8 ,deflate; q=0.8 | GZIP
            gzip;q=0, deflate           | DEFLATE
            gzip;q=0, *                 | DEFLATE
            gzip;q=0.0, *;q=0.001       | DEFLATE
            gzip;q=1.000                | GZIP
            gzip;level=9                | GZIP
            """)
    void isTheOneThatTheClientLikesBest(String accepted, ContentCoding coding) {
        assertThat(ContentCoding.preferredOf(accepted)).isEqualTo(coding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ";",
                "br",
                "identity",
                "gzip;q=0",
                "gzip;q=0.000, deflate;q=0.",
                "*;q=0",
                "gzip;q=much",
                "gzip;q=",
                "gzip;q=-1",
                "gzipped"
            })
    void isNoneWhereTheClientTakesNeither(String accepted) {
        assertThat(ContentCoding.preferredOf(accepted)).isNull();
    }

    @Test
    void isNoneWhereTheClientDoesNotSay() {
        assertThat(ContentCoding.preferredOf(null)).isNull();
    }

    @Test
    void givesBackWhatWentIn() throws IOException {
        byte[] body = "4[\"hello\"]".repeat(500).getBytes(StandardCharsets.UTF_8);

        byte[] gzip = ContentCoding.GZIP.encode(body);
        byte[] deflate = ContentCoding.DEFLATE.encode(body);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(body);
        assertThat(new InflaterInputStream(new ByteArrayInputStream(deflate)).readAllBytes())
                .isEqualTo(body);
        assertThat(gzip.length).isLessThan(body.length / 10);
    }
}
