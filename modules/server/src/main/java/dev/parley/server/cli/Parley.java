package dev.parley.server.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The {@code parley} command, which only has subcommands. */
@Command(
        name = "parley",
        description = "A clustered real-time messaging server for stock Socket.IO clients.",
        mixinStandardHelpOptions = true,
        versionProvider = Parley.Version.class,
        scope = ScopeType.INHERIT,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:the command line is wrong", "78:the configuration is faulty"})
public final class Parley {

    private Parley() {}

    /**
     * Runs what a command line says.
     *
     * @param line the words behind {@code parley}
     * @param commands the subcommands there are
     * @return one of {@link ExitCode}
     */
    public static int run(Console console, String[] line, Object... commands) {
        var parley = new CommandLine(new Parley());
        for (Object command : commands) parley.addSubcommand(command);
        return parley.setOut(console.out()).setErr(console.err()).execute(line);
    }

    /** What the jar's manifest says; classes outside a jar have no version. */
    public static String version() {
        return Objects.requireNonNullElse(Parley.class.getPackage().getImplementationVersion(), "(not built)");
    }

    /** As every command tells it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"parley " + version()};
        }
    }
}
