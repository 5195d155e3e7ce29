package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Files beside these tests, for the nodes they start. */
final class TestFile {

    private TestFile() {}

    static String path(String name) {
        URL file = TestFile.class.getResource(name);
        assertThat(file).as(name).isNotNull();
        try {
            return Path.of(file.toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
