package dev.parley.api.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.contract.Contract;
import dev.parley.api.contract.RequestCheck;
import dev.parley.api.http.Parsed;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Bodies whose payload goes on to clients are not checked by the document's schema, but by a reader that does the same. */
class EmitSchemaTest {

    private static final int BODIES = 20_000;
    private static final EmitLimits LIMITS = new EmitLimits(100_000, 10_000, Duration.ofMinutes(1));

    private static final List<Object> ANYTHING = List.of(
            true,
            false,
            0,
            1,
            60_000,
            60_001,
            -1,
            1.5,
            "",
            "a",
            "connect",
            "x".repeat(256),
            "x".repeat(257),
            new JsonArray(),
            new JsonArray(List.of("a", "b")),
            new JsonArray(List.of("")),
            new JsonArray(List.of(1)),
            new JsonObject(),
            Map.of("timeout", 1),
            Map.of("timeout", "1"),
            Map.of("timeout", 1, "more", 1));

    private static final List<String> MEMBERS = List.of(
            "event",
            "rooms",
            "users",
            "except",
            "namespace",
            "payload",
            "args",
            "volatile",
            "local",
            "report",
            "ack",
            "colour");

    /** What is right for each, so that not all bodies have many faults. */
    private static final Map<String, Object> RIGHT = Map.of(
            "event", "greeting",
            "rooms", new JsonArray(List.of("a")),
            "users", new JsonArray(List.of("ann", "bob")),
            "except", new JsonArray(),
            "namespace", "/",
            "args", new JsonArray(List.of(1, "two")),
            "volatile", true,
            "report", true,
            "ack", new JsonObject(Map.of("timeout", 1_000)));

    private final Random random = new Random(1);
    private final Contract contract = Contract.load();

    @Test
    void aBodyIsRightByTheReaderIfItIsRightByTheSchema() {
        compare(contract.check("emit"), this::event, body -> EmitRequest.parse(body, LIMITS));
    }

    @Test
    void soIsABatch() {
        compare(
                contract.check("emitBatch"),
                () -> {
                    var events = new JsonArray();
                    for (int i = random.nextInt(4); i > 0; i--) events.add(event());
                    return new JsonObject().put("events", events);
                },
                body -> BatchRequest.parse(body, LIMITS));
    }

    private void compare(RequestCheck schema, Supplier<JsonObject> bodies, Function<RawJson, Parsed<?>> reader) {
        int right = 0;
        for (int i = 0; i < BODIES; i++) {
            String body = bodies.get().encode();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            var json = ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 100)).value();
            boolean good = reader.apply(json) instanceof Parsed.Good<?>;
            assertThat(schema.bodyFaults(Buffer.buffer(body)).isEmpty())
                    .as(body)
                    .isEqualTo(good);
            if (good) right++;
        }
        assertThat(right).isBetween(BODIES / 20, BODIES - BODIES / 20);
    }

    private JsonObject event() {
        var body = new JsonObject();
        for (String member : MEMBERS) {
            boolean there = member.equals("event") ? random.nextInt(20) > 0 : random.nextInt(8) == 0;
            if (there) body.put(member, value(member));
        }
        return body;
    }

    private Object value(String member) {
        Object right = RIGHT.get(member);
        return right != null && random.nextInt(5) > 0 ? right : ANYTHING.get(random.nextInt(ANYTHING.size()));
    }
}
