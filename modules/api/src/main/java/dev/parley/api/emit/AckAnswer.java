package dev.parley.api.emit;

import dev.parley.bus.Answer;
import dev.parley.cluster.InquiryResult.Collected;
import dev.parley.cluster.InquiryResult.Missing;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.Base64;
import java.util.Locale;

/** The body of the answer to an emit that asked for acknowledgements; {@code openapi.yaml} describes it. */
final class AckAnswer {

    private AckAnswer() {}

    static RawJson of(String id, Collected collected) {
        return JsonWriter.build(w -> {
            w.beginObject().name("id").string(id);
            w.name("complete").bool(collected.complete());
            w.name("addressed").number(collected.addressed());
            w.name("answered").number(collected.answered());
            w.name("truncated").bool(collected.truncated());
            w.name("responses").beginArray();
            for (Answer answer : collected.answers()) response(w, answer);
            w.endArray().name("missing").beginArray();
            for (Missing missing : collected.missing()) missing(w, missing);
            w.endArray().endObject();
        });
    }

    private static void response(JsonWriter w, Answer answer) {
        w.beginObject().name("socket").string(answer.socket());
        w.name("value").raw(answer.value());
        if (!answer.attachments().isEmpty()) {
            w.name("attachments").beginArray();
            for (byte[] attachment : answer.attachments()) {
                w.string(Base64.getEncoder().encodeToString(attachment));
            }
            w.endArray();
        }
        w.endObject();
    }

    private static void missing(JsonWriter w, Missing missing) {
        w.beginObject().name("node").string(missing.node().value());
        w.name("cause").string(missing.cause().name().toLowerCase(Locale.ROOT));
        missing.addressed().ifPresent(sockets -> w.name("addressed").number(sockets));
        w.name("answered").number(missing.answered()).endObject();
    }
}
