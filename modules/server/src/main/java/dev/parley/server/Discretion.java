package dev.parley.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Keeps libraries from writing to the log what clients and backends said, however much an operator's own configuration asks
 * for: they would tell whole commands, messages and secrets in them.
 */
final class Discretion {

    private static final Map<String, Level> MOST = Map.of("org.mongodb.driver", Level.WARN, "de.bwaldvogel", Level.OFF);

    private Discretion() {}

    /** Once, before anything is started. */
    static void keep() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            MOST.forEach((name, most) -> loggers.getLogger(name).setLevel(most));
            // A level of its own below one of these would go before it.
            loggers.getLoggerList()
                    .forEach(each -> MOST.forEach((name, most) -> {
                        if (each.getName().startsWith(name + ".")) each.setLevel(null);
                    }));
        }
    }

    /** Nothing is logged from now on. */
    static void fallSilent() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            loggers.getLoggerList().forEach(each -> each.setLevel(Level.OFF));
        }
    }
}
