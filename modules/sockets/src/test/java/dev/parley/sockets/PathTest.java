package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are for the engine. */
class PathTest {

    private static final String POLLING = "?EIO=4&transport=polling";

    @RegisterExtension
    static final TestEngine strict = new TestEngine();

    @RegisterExtension
    static final TestEngine lenient = new TestEngine(settings -> settings.trailingSlash = false);

    @ParameterizedTest
    @ValueSource(strings = {"/socket.io/", "/socket.io/anything", "/socket.io/any/thing/"})
    void allUnderItsPath(String path) {
        assertThat(strict.get(path + POLLING).body()).startsWith("0{");
        assertThat(lenient.get(path + POLLING).body()).startsWith("0{");
    }

    @Test
    void thePathWithoutItsSlashOnlyWhereThatMayBeLeftOut() {
        assertThat(strict.get("/socket.io" + POLLING).said()).isEqualTo("404 elsewhere");
        assertThat(lenient.get("/socket.io" + POLLING).body()).startsWith("0{");
        assertThat(lenient.webSocket("/socket.io?EIO=4&transport=websocket").next())
                .startsWith("0{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/socket.i", "/socket.io2", "/socket.iofoo", "/SOCKET.IO/", "/engine.io/", "/x/socket.io/"})
    void noOthers(String path) {
        assertThat(strict.get(path + POLLING).said()).isEqualTo("404 elsewhere");
        assertThat(lenient.get(path + POLLING).said()).isEqualTo("404 elsewhere");
    }
}
