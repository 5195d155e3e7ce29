package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private static final int MOST_AT_ONCE = 64;

    private final List<Integer> begun = new ArrayList<>();
    private int connecting;
    private int mostConnecting;

    @Test
    void allAreConnectedWithANumberEachAndNoMoreThanAFewAtOnce() throws IOException {
        try (var loop = new Loop();
                var server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            var address = (InetSocketAddress) server.getLocalSocketAddress();
            var crowd = new Crowd(loop);
            crowd.gather(150, number -> connect(loop, address, crowd, number));
            crowd.gather(10, number -> connect(loop, address, crowd, number));
        }
        assertThat(begun)
                .containsExactlyElementsOf(IntStream.range(0, 160).boxed().toList());
        assertThat(mostConnecting).isBetween(1, MOST_AT_ONCE);
        assertThat(connecting).isZero();
    }

    /** Ready as soon as it is connected. */
    private void connect(Loop loop, InetSocketAddress address, Crowd crowd, int number) {
        begun.add(number);
        mostConnecting = Math.max(mostConnecting, ++connecting);
        loop.connect(address, new Wire() {
            @Override
            public void connected(Link link) {
                connecting--;
                crowd.countReady();
            }

            @Override
            public void received(Link link, ByteBuffer bytes) {}

            @Override
            public void lost(Link link, String why) {
                throw new IllegalStateException(why);
            }
        });
    }
}
