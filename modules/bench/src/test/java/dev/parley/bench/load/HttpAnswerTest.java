package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {

    private static final String BEFORE = "left over";
    private static final String HEAD =
            "HTTP/1.1 202 Accepted\r\nX-Content-Length: 7\r\ncontent-LENGTH:  12\r\nDate: today\r\n\r\n";

    /** Behind other bytes, as it lies in the buffer of the loop. */
    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap((BEFORE + text).getBytes(StandardCharsets.US_ASCII))
                .position(BEFORE.length());
    }

    @Test
    void theHeadEndsBehindTheEmptyLine() {
        assertThat(HttpAnswer.headEnd(bytes(HEAD + "body\r\n\r\n"))).isEqualTo(BEFORE.length() + HEAD.length());
    }

    @Test
    void aHeadThatIsNotThereAsAWholeHasNoEnd() {
        for (int i = 0; i < HEAD.length(); i++)
            assertThat(HttpAnswer.headEnd(bytes(HEAD.substring(0, i)))).isNegative();
    }

    @Test
    void statusAndLengthAreRead() {
        ByteBuffer bytes = bytes(HEAD);
        assertThat(HttpAnswer.status(bytes)).isEqualTo(202);
        assertThat(HttpAnswer.length(bytes, HttpAnswer.headEnd(bytes))).isEqualTo(12);
    }

    @Test
    void anAnswerThatSaysNoLengthHasNoBody() {
        ByteBuffer bytes = bytes("HTTP/1.1 204 No Content\r\n\r\ncontent-length: 3\r\n");
        assertThat(HttpAnswer.length(bytes, HttpAnswer.headEnd(bytes))).isZero();
    }
}
