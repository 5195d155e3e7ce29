package dev.parley.server.log;

import ch.qos.logback.classic.LoggerContext;
import dev.parley.bus.NodeId;
import org.slf4j.LoggerFactory;

/** Tells the log which node writes it. */
public final class LogNode {

    private LogNode() {}

    /** From now on every line of JSON names the node. One process has one. */
    public static void is(NodeId id) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers)
            loggers.putProperty(JsonLines.NODE, id.value());
    }
}
