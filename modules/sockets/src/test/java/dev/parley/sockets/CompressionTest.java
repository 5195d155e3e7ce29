package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers to polls, compressed where that is worth it and the client can read it. */
class CompressionTest {

    private static final String LARGE = "x".repeat(1_023);

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final PollingClient client = engine.poll();

    @Test
    void aLargeAnswerIsCompressedAsTheClientLikesIt() throws IOException {
        client.session().push(LARGE);
        Answer gzip = client.get("Accept-Encoding: gzip, deflate");
        client.session().push(LARGE);
        Answer deflate = client.get("Accept-Encoding: gzip;q=0.5, deflate");

        assertThat(gzip.header("content-encoding")).isEqualTo("gzip");
        assertThat(text(new GZIPInputStream(new ByteArrayInputStream(gzip.bytes())).readAllBytes()))
                .isEqualTo("4" + LARGE);
        assertThat(deflate.header("content-encoding")).isEqualTo("deflate");
        assertThat(text(new InflaterInputStream(new ByteArrayInputStream(deflate.bytes())).readAllBytes()))
                .isEqualTo("4" + LARGE);
    }

    @Test
    void cachesAreToldThatItDepends() {
        client.session().push(LARGE);
        Answer plain = client.get();
        assertThat(plain.body()).isEqualTo("4" + LARGE);
        assertThat(plain.header("content-encoding")).isNull();
        assertThat(plain.header("vary")).isEqualToIgnoringCase("accept-encoding");
    }

    @Test
    void aClientThatTakesNeitherGetsItPlain() {
        client.session().push(LARGE);
        Answer answer = client.get("Accept-Encoding: gzip;q=0, br");
        assertThat(answer.header("content-encoding")).isNull();
        assertThat(answer.body()).isEqualTo("4" + LARGE);
    }

    @Test
    void aSmallerAnswerIsPlain() {
        client.session().push(LARGE.substring(1));
        Answer answer = client.get("Accept-Encoding: gzip, deflate");
        assertThat(answer.header("content-encoding")).isNull();
        assertThat(answer.header("vary")).isNull();
        assertThat(answer.body()).isEqualTo("4" + LARGE.substring(1));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
