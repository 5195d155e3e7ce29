package dev.parley.sockets;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.List;

/**
 * The arguments of an event or of an answer, binary ones included. Immutable, provided that nobody writes to the arrays.
 *
 * <p>Where the n-th attachment belongs, {@code args} has <code>{"_placeholder":true,"num":n}</code> at any depth (Socket.IO
 * protocol, revision 5). Whoever hands some arguments on hands all attachments on with them, and the numbers stay right.
 */
public record Payload(List<RawJson> args, List<byte[]> attachments) {

    public Payload {
        args = List.copyOf(args);
        attachments = List.copyOf(attachments);
    }

    /** Arguments without anything binary. */
    public static Payload of(RawJson... args) {
        return new Payload(List.of(args), List.of());
    }

    /** The n-th argument, or JSON's null where there are fewer. */
    public RawJson arg(int n) {
        return n < args.size() ? args.get(n) : RawJson.NULL;
    }

    /** As an event has them on the wire: an array that starts with its name. */
    RawJson named(String event) {
        return JsonWriter.build(w -> elements(w.beginArray().string(event)));
    }

    /** As an answer has them on the wire. */
    RawJson array() {
        return JsonWriter.build(w -> elements(w.beginArray()));
    }

    private void elements(JsonWriter array) {
        args.forEach(array::raw);
        array.endArray();
    }
}
