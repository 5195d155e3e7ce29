package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the scripts without starting a server. */
class ScriptsTest {

    private static final Path SCRIPTS =
            Path.of("../../scripts").toAbsolutePath().normalize();

    private record Ended(int code, String output) {}

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    static Stream<Path> commands() throws IOException {
        return scripts().filter(Files::isExecutable);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void eachIsValidBash(Path script) throws Exception {
        assertThat(run("bash", "-n", script.toString())).isEqualTo(new Ended(0, ""));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachTellsItsUsage(Path script) throws Exception {
        for (String flag : List.of("-h", "--help")) {
            Ended ended = run(script.toString(), flag);
            assertThat(ended.code()).isZero();
            assertThat(ended.output()).contains("Usage: scripts/" + script.getFileName());
        }
    }

    @Test
    void oneWorksThroughALink(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), SCRIPTS.resolve("cluster"));
        assertThat(run(link.toString(), "status").output()).startsWith("node");
        Files.delete(link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bananas", "start x", "start 0", "kill", "start-node all"})
    void clusterTellsUsageToAWrongCommandLine(String line) throws Exception {
        String[] words = (SCRIPTS.resolve("cluster") + " " + line).strip().split(" ");
        Ended ended = run(words);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("Usage: scripts/cluster");
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), text);
        }
    }
}
