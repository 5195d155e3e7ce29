package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the documentation are those that {@link dev.parley.client.examples.ExamplesTest} runs. */
class JavadocTest {

    @Test
    void everyExampleIsFoundAndNothingIsWrong(@TempDir Path folder) {
        var said = new StringWriter();
        var out = new PrintWriter(said);
        ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
        int code = javadoc.run(
                out,
                out,
                "-quiet",
                "-Werror",
                "-Xdoclint:all,-missing",
                "--release",
                "21",
                "--snippet-path",
                "src/test/java/dev/parley/client/examples",
                "-sourcepath",
                "src/main/java",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                "dev.parley.client");
        assertThat(code).as(said.toString()).isZero();
        assertThat(folder.resolve("dev/parley/client/Emitter.html")).content().contains("droppable", "order:created");
    }
}
