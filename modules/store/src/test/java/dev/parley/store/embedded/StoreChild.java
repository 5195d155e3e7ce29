package dev.parley.store.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An embedded store in a process of its own, which can be killed. Owned by the thread of its test. */
final class StoreChild implements AutoCloseable {

    private final Process process;
    private final String uri;

    private StoreChild(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /** In the child; it compacts all the time, so that it is killed while it does. */
    public static void main(String[] arguments) {
        var often = new Compaction.Plan(Duration.ofMillis(20), 200_000);
        Opening opening = EmbeddedStore.open(Path.of(arguments[0]), 0, often);
        System.out.println(opening instanceof Opening.Opened(EmbeddedStore store) ? store.uri() : opening);
    }

    static StoreChild start(Path folder) throws IOException {
        return start(folder, "unlimited");
    }

    /** On a disk that has no more room for its file than so many KB. */
    static StoreChild start(Path folder, String room) throws IOException {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f " + room + "; exec \"$@\"",
                        "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreChild.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("mongodb://")) {
                Thread.ofVirtual().start(() -> output.lines().forEach(each -> {}));
                return new StoreChild(process, line);
            }
            if (line.startsWith("Refused")) throw new AssertionError(line);
        }
        throw new AssertionError("the store ended before it was ready");
    }

    String uri() {
        return uri;
    }

    @Override
    public void close() {
        kill();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) throw new AssertionError("the store does not end");
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
