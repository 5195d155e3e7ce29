package dev.parley.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class JsonLinesTest {

    private final LoggerContext loggers = new LoggerContext();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger log = loggers.getLogger("dev.parley.Some");

    private JsonObject line() {
        String line = new String(new JsonLines().encode(events.list.getLast()), StandardCharsets.UTF_8);
        assertThat(line.lines()).as("one line").hasSize(1);
        assertThat(line).endsWith("}\n");
        return new JsonObject(line);
    }

    private void listen() {
        events.start();
        loggers.getLogger("dev.parley.Some").addAppender(events);
    }

    @Test
    void anEventIsAnObjectWithWhatItHasByName() {
        listen();
        loggers.putProperty("node", "node-1.abc");
        log.atWarn().addKeyValue("request", "r-1").log("a {} message", "short");
        JsonObject line = line();
        assertThat(Instant.parse(line.getString("timestamp"))).isBeforeOrEqualTo(Instant.now());
        assertThat(line.getString("level")).isEqualTo("WARN");
        assertThat(line.getString("logger")).isEqualTo("dev.parley.Some");
        assertThat(line.getString("message")).isEqualTo("a short message");
        assertThat(line.getString("node")).isEqualTo("node-1.abc");
        assertThat(line.getString("request")).isEqualTo("r-1");
        assertThat(line.containsKey("error")).isFalse();
    }

    @Test
    void nothingInAMessageMakesAnotherLine() {
        listen();
        log.info("one\r\ntwo \u2028 \"three\" \u0007");
        assertThat(line().getString("message")).isEqualTo("one\r\ntwo \u2028 \"three\" \u0007");
    }

    @Test
    void aStackTraceIsInItsObject() {
        listen();
        log.error("it broke", new IllegalStateException("why"));
        assertThat(line().getString("error"))
                .startsWith("java.lang.IllegalStateException: why")
                .contains("JsonLinesTest");
    }
}
