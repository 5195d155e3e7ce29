package dev.parley.smoke;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** Lines of a program, such as a script. Owned by the thread that reads them. */
public final class ScriptLines implements Lines {

    private final BufferedReader in;
    private final PrintWriter out;

    public ScriptLines(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Optional<String> next() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    @Override
    public void print(String line) {
        out.println(line);
    }

    @Override
    public boolean isDialogue() {
        return false;
    }

    @Override
    public void close() {}
}
