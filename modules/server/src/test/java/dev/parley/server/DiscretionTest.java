package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An operator may ask the log for everything; some libraries still tell no commands. */
class DiscretionTest {

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger commands = (Logger) LoggerFactory.getLogger("org.mongodb.driver.protocol.command");
    private final Level before = root.getLevel();

    @AfterEach
    void restore() {
        root.setLevel(before);
    }

    @Test
    void theDriverTellsNoCommands() {
        root.setLevel(Level.TRACE);
        commands.setLevel(Level.TRACE);
        Discretion.keep();
        assertThat(commands.isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("org.mongodb.driver.connection").isDebugEnabled())
                .isFalse();
    }

    @Test
    void theServerTellsNothing() {
        root.setLevel(Level.TRACE);
        Discretion.keep();
        assertThat(LoggerFactory.getLogger("de.bwaldvogel.mongo.backend.AbstractMongoDatabase")
                        .isErrorEnabled())
                .isFalse();
    }
}
