package dev.parley.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What was in a command is in no answer to its refusal, and in no line of the store's own log at any level. */
class SecrecyTest {

    private static final String SECRET = "Tr0ub4dor";

    private final Vertx vertx = Vertx.vertx();
    private final Logger own = (Logger) LoggerFactory.getLogger("dev.parley");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        own.addAppender(lines);
        own.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        own.detachAppender(lines);
        own.setLevel(null);
        Rows.get(vertx.close());
    }

    @Test
    void refusedCommandsDoNotShowIt(@TempDir Path folder) {
        try (EmbeddedStore store = ((Opening.Opened) EmbeddedStore.open(folder, 0)).store()) {
            MongoClient mongo = MongoClient.create(
                    vertx,
                    new JsonObject().put("connection_string", store.uri()).put("db_name", "parley"));
            Rows.get(mongo.createIndexWithOptions(
                    "rows", new JsonObject().put("name", 1), new IndexOptions().unique(true)));
            var row = new JsonObject().put("name", SECRET);
            Rows.get(mongo.insert("rows", row.copy()));

            List<Supplier<Throwable>> refused = List.of(
                    () -> failure(() -> Rows.get(mongo.insert("rows", row.copy()))),
                    () -> failure(() -> Rows.get(mongo.insert("rows", row.copy().put("_id", SECRET)))),
                    () -> failure(() -> Rows.get(mongo.runCommand(
                            SECRET, new JsonObject().put(SECRET, 1).put("secret", SECRET)))),
                    () -> failure(() -> Rows.get(mongo.updateCollection(
                            "rows", row.copy(), new JsonObject().put("$set", new JsonObject().put("$x", SECRET))))),
                    () -> failure(() -> Rows.get(mongo.find(
                            "rows", new JsonObject().put("name", new JsonObject().put("$" + SECRET, 1))))));
            for (Supplier<Throwable> each : refused) {
                for (Throwable fault = each.get(); fault != null; fault = fault.getCause()) {
                    String text = String.valueOf(fault.getMessage());
                    assertThat(text).doesNotContain(SECRET);
                }
            }
            Rows.get(mongo.close());
        }
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains(SECRET));
        assertThat(lines.list).isNotEmpty();
    }

    private static Throwable failure(Runnable call) {
        return org.assertj.core.api.Assertions.catchThrowable(call::run);
    }
}
