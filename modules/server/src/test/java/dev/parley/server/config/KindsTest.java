package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {

    @ParameterizedTest
    @CsvSource({"/socket.io/, /socket.io/", "/socket.io, /socket.io/", "ws, /ws/", "/a/b, /a/b/"})
    void pathsGetASlashAtBothEnds(String written, String path) {
        assertThat(Kinds.PATH.read().apply(written)).contains(path);
    }

    @ParameterizedTest
    @CsvSource({
        "*, *",
        "https://Example.org, https://example.org",
        "http://localhost:5173/, http://localhost:5173",
        "example.org, example.org",
        "capacitor://localhost, capacitor://localhost",
        "http://[::1]:3000, http://[::1]:3000",
    })
    void originsAreWrittenAsBrowsersDo(String written, String origin) {
        assertThat(Kinds.ORIGIN.read().apply(written)).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://a.example/x", "https://*.example", "//a.example", "a.example:80", "a b", "https://", ""
            })
    void anythingElseIsNoOrigin(String written) {
        assertThat(Kinds.ORIGIN.read().apply(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "::1", "fe80::1", "localhost", "node-1.parley.svc"})
    void hostsAreNamesOrAddresses(String written) {
        assertThat(Kinds.HOST_NAME.read().apply(written)).contains(written);
    }
}
