package dev.parley.profiles.parley;

import dev.parley.bus.chat.ChatFault;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.function.Consumer;

/** The two shapes of every acknowledgement. */
final class Answers {

    private Answers() {}

    /** {@code {"ok":true}} and what {@code more} adds. */
    static RawJson ok(Consumer<JsonWriter> more) {
        return JsonWriter.build(w -> {
            w.beginObject().name("ok").bool(true);
            more.accept(w);
            w.endObject();
        });
    }

    static RawJson error(Fault fault) {
        return error(fault.code(), fault.message());
    }

    static RawJson error(ChatFault fault) {
        return error(fault.code(), fault.message());
    }

    /** {@code {"ok":false,"error":{"code":...,"message":...}}}. */
    static RawJson error(String code, String message) {
        return JsonWriter.build(w -> w.beginObject()
                .name("ok")
                .bool(false)
                .name("error")
                .beginObject()
                .name("code")
                .string(code)
                .name("message")
                .string(message)
                .endObject()
                .endObject());
    }
}
