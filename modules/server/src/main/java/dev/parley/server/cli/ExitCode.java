package dev.parley.server.cli;

/** What a command tells the shell. */
public final class ExitCode {

    public static final int OK = 0;
    public static final int FAILED = 1;

    /** The command line was not understood; picocli's own code for it. */
    public static final int USAGE = 2;

    /** {@code parley smoke} found no server, or lost it. */
    public static final int NO_CONNECTION = 3;

    /** The configuration is faulty: {@code EX_CONFIG} of sysexits.h, which service managers know not to retry. */
    public static final int CONFIG = 78;

    private ExitCode() {}
}
