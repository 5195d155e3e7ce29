package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples do what they show: backends in Node.js and Java, and the page that both serve. */
class ExamplesIT {

    private static final Path EXAMPLES =
            Path.of("../../scripts/examples").toAbsolutePath().normalize();

    @Test
    void visitorOfEachBackendIsLetInSeenAndServed(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        var builder = new ProcessBuilder(EXAMPLES.toString(), "--check")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        List<Integer> ports = FreePorts.some(3);
        builder.environment().put("PORT", ports.get(0).toString());
        builder.environment().put("NODE_PORT", ports.get(1).toString());
        builder.environment().put("JAVA_PORT", ports.get(2).toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PARLEY_JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES))
                    .as("it ended: " + Files.readString(output))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
