package dev.parley.profiles.parley;

import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.Payload;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An event of a client, and the text of its acknowledgement. */
record TestEvent(String name, Payload payload, Promise<String> ack) implements ClientEvent {

    static TestEvent of(String name, String json, List<byte[]> attachments) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        RawJson argument = ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 100)).value();
        return new TestEvent(name, new Payload(List.of(argument), attachments), Promise.promise());
    }

    @Override
    public boolean wantsAck() {
        return true;
    }

    @Override
    public void ack(Payload answer) {
        ack.complete(answer.arg(0).toString());
    }
}
