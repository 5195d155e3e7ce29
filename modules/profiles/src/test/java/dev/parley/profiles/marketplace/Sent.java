package dev.parley.profiles.marketplace;

import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.Payload;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An event of a client, and the text of its acknowledgement. */
record Sent(String name, Payload payload, boolean wantsAck, Promise<String> ack) implements ClientEvent {

    /** One that is to be acknowledged.
     *
     * @param args an array
     */
    static Sent of(String name, String args) {
        byte[] bytes = args.getBytes(StandardCharsets.UTF_8);
        RawJson array = ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 100)).value();
        return new Sent(name, new Payload(array.elements(), List.of()), true, Promise.promise());
    }

    /** The same, and nobody waits for an answer. */
    Sent withoutAck() {
        return new Sent(name, payload, false, ack);
    }

    @Override
    public void ack(Payload answer) {
        if (wantsAck) ack.tryComplete(answer.arg(0).toString());
    }
}
