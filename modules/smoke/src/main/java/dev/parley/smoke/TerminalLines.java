package dev.parley.smoke;

import java.io.IOException;
import java.util.Optional;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.AggregateCompleter;
import org.jline.reader.impl.completer.ArgumentCompleter;
import org.jline.reader.impl.completer.NullCompleter;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Lines of a person at a terminal, who has a history of them and completion. Owned by the thread that reads them. */
public final class TerminalLines implements Lines {

    private static final String PROMPT = "parley> ";

    private final Terminal terminal;
    private final LineReader reader;

    private TerminalLines(Terminal terminal) {
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("parley")
                .completer(completer())
                // A line is ours to read: "!" and "\" mean nothing here.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** Nothing if there is no terminal. */
    public static Optional<TerminalLines> open() {
        try {
            return Optional.of(new TerminalLines(
                    TerminalBuilder.builder().system(true).dumb(false).build()));
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    private static Completer completer() {
        var party = new ArgumentCompleter(
                new StringsCompleter("join"), new StringsCompleter(Step.PARTIES), NullCompleter.INSTANCE);
        return new AggregateCompleter(
                new ArgumentCompleter(new StringsCompleter(Step.WORDS), NullCompleter.INSTANCE), party);
    }

    /** Ctrl-C gives up a line, Ctrl-D ends. */
    @Override
    public Optional<String> next() {
        try {
            return Optional.of(reader.readLine(PROMPT));
        } catch (UserInterruptException givenUp) {
            return Optional.of("");
        } catch (EndOfFileException end) {
            return Optional.empty();
        }
    }

    @Override
    public void print(String line) {
        if (reader.isReading()) {
            reader.printAbove(line);
        } else {
            terminal.writer().println(line);
            terminal.flush();
        }
    }

    @Override
    public boolean isDialogue() {
        return true;
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException gone) {
            // Nobody reads any more.
        }
    }
}
