package dev.parley.server.log;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Has libraries that write to the log of the JDK write to ours. */
public final class OneLog {

    private OneLog() {}

    /** Once, before anything is started. */
    public static void forAll() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
