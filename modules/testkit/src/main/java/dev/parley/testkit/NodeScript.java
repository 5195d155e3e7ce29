package dev.parley.testkit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A scenario in JavaScript that Node.js plays. Immutable.
 *
 * @param program a file of {@code modules/testkit/js}
 * @param environment what it is told
 * @param circumstances what a person wants to see beside its output when it fails
 */
public record NodeScript(String program, Map<String, String> environment, Supplier<String> circumstances) {

    private static final int ALL_LINES = 1_000;

    public NodeScript {
        environment = Map.copyOf(environment);
    }

    /** The same scenario, told one thing more. */
    public NodeScript with(String name, Object value) {
        var more = new HashMap<>(environment);
        more.put(name, value.toString());
        return new NodeScript(program, more, circumstances);
    }

    /** Plays it to its end and prints what it says. */
    public void play(Duration within) {
        try (Playing playing = start()) {
            playing.finish(within);
        }
    }

    /** Starts to play it. */
    public Playing start() {
        NodePackages.install();
        var builder = new ProcessBuilder("node", program)
                .directory(Checkout.scenarios().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        // What clients send and are sent is kept where the build wants to look at it afterwards.
        String recorded = System.getProperty("parley.recorded");
        if (recorded != null) builder.environment().put("RECORD", recorded);
        try {
            return new Playing(builder.start());
        } catch (IOException fault) {
            throw new AssertionError("Node.js could not be started; the tests need it on the PATH", fault);
        }
    }

    /** A scenario that is going on. Owned by the thread of its test. */
    public final class Playing implements AutoCloseable {

        private final Process process;
        private final Output output;

        private Playing(Process process) {
            this.process = process;
            this.output = Output.of(process);
            Children.adopt(process);
        }

        /** Waits until it says a line. */
        public void await(String line, Duration within) {
            if (output.await(line::equals, within).isEmpty()) throw failure("has not said \"" + line + "\"");
        }

        /** Says a line to it. */
        public void tell(String line) {
            try {
                BufferedWriter input = process.outputWriter();
                input.write(line + "\n");
                input.flush();
            } catch (IOException ended) {
                throw failure("does not listen");
            }
        }

        /** Has nothing more to say to it. */
        public void fallSilent() {
            try {
                process.getOutputStream().close();
            } catch (IOException ended) {
                throw failure("does not listen");
            }
        }

        /** Waits for its end and fails with all that it said if it did not go well. */
        public void finish(Duration within) {
            if (!Children.gone(process, within.toSeconds())) throw failure("did not end within " + within);
            output.awaitEnd();
            if (process.exitValue() != 0) throw failure("failed with code " + process.exitValue());
            System.out.println(output.tail(ALL_LINES));
        }

        private AssertionError failure(String what) {
            return new AssertionError(
                    program + " " + what + ":\n" + output.tail(ALL_LINES) + "\n" + circumstances.get());
        }

        @Override
        public void close() {
            Children.kill(process);
        }
    }
}
