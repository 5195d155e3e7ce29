package dev.parley.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One node, as a process of the runnable jar. Owned by the thread of its test. */
public final class ParleyProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final int STOPPED_WITHIN_SECONDS = 30;
    private static final int COLLECTED_WITHIN_SECONDS = 30;
    private static final int TAIL = 60;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final NodeSettings settings;
    private final Process process;
    private final Output output;

    private ParleyProcess(NodeSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
        this.output = Output.of(process);
    }

    /** Starts a node and does not wait for it. It runs in a folder of its own, with no environment but what it is given. */
    static ParleyProcess launch(NodeSettings settings) {
        Process process = Jar.run(settings.folder(), settings.environment(), "serve");
        return new ParleyProcess(settings, process);
    }

    /** Waits until the node has said that it is ready. */
    ParleyProcess awaitReady() {
        if (readyLine().isEmpty()) {
            String why = process.isAlive() ? "is not ready within " + READY_WITHIN : "ended before it was ready";
            throw new AssertionError("the node at " + url() + " " + why + "\n" + tail());
        }
        return this;
    }

    /** The line {@code parley ready: ...}; empty when it does not come. */
    public String readyLine() {
        return output.await(line -> line.startsWith("parley ready: "), READY_WITHIN)
                .orElse("");
    }

    public URI url() {
        return settings.url();
    }

    /** Where it runs, and what it writes without a path is. */
    public Path folder() {
        return settings.folder();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether the node has printed such a line. */
    public boolean hasLogged(String part) {
        return output.await(line -> line.contains(part), Duration.ZERO).isPresent();
    }

    /**
     * Whether the node has told of an exception; not of one by which Hazelcast says what it tries again: nodes that are just
     * finding one another do not all know all of the others.
     */
    public boolean hasLoggedAnException() {
        return log().stream()
                .anyMatch(line -> line.contains("Exception") && !line.contains("CallerNotMemberException"));
    }

    /** What the node has printed, but for what is long ago. */
    public List<String> log() {
        return output.lines();
    }

    /** The body of a GET without a key, whatever its status. */
    public String get(String path) {
        return send(HttpRequest.newBuilder(url().resolve(path))).body();
    }

    /** The status of a GET without a key. */
    public int statusOf(String path) {
        return send(HttpRequest.newBuilder(url().resolve(path))).status();
    }

    /** Posts an event as a backend does, and fails when it is not accepted. */
    public void emit(String json) {
        Answer answer = send(withKey("/api/v1/emit")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
        if (answer.status() != 202) throw new AssertionError("emit answered " + answer);
    }

    public Metrics metrics() {
        return Metrics.parse(scrape());
    }

    /** The same as Prometheus gets them. */
    public String scrape() {
        Answer answer = send(withKey("/metrics"));
        if (answer.status() != 200) throw new AssertionError("/metrics answered " + answer);
        return answer.body();
    }

    /** What the node's objects take that are still in use, in bytes. */
    public long heapAfterGc() {
        try {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process gc = new ProcessBuilder(jcmd, String.valueOf(pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!Children.gone(gc, COLLECTED_WITHIN_SECONDS) || gc.exitValue() != 0)
                throw new AssertionError("the node at " + url() + " collects no garbage\n" + tail());
        } catch (IOException fault) {
            throw new AssertionError("jcmd could not be started; the tests need a JDK", fault);
        }
        return (long) metrics().sum("jvm_memory_used_bytes", "area=\"heap\"");
    }

    private HttpRequest.Builder withKey(String path) {
        return HttpRequest.newBuilder(url().resolve(path)).header("X-Api-Key", settings.apiKey());
    }

    private record Answer(int status, String body) {}

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException fault) {
            throw new AssertionError("no answer from the node at " + url() + "\n" + tail(), fault);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", told);
        }
    }

    /** SIGKILL: the node has no chance to say good-bye. */
    public void kill9() {
        Children.kill(process);
    }

    /** SIGTERM, and waits for the node to end in good order. */
    public void terminate() {
        // By its handle: Process.destroy() would also close the output, and with it the node's last words.
        process.toHandle().destroy();
        if (!Children.gone(process, STOPPED_WITHIN_SECONDS))
            throw new AssertionError("the node at " + url() + " does not stop\n" + tail());
        output.awaitEnd();
    }

    /** The end of the node's log, for people. */
    public String tail() {
        return "--- log of the node at " + url() + "\n" + output.tail(TAIL);
    }

    /** Ends the node; how it stops in good order is for {@link #terminate} to show. */
    @Override
    public void close() {
        kill9();
    }
}
