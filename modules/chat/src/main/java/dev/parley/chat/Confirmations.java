package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.protocol.json.JsonWriter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers senders of messages that are stored, once what their backend is to be told of them is stored too. Owned by the
 * context of its ChatVerticle.
 *
 * <p>A backend is told of repetitions as well: whoever sent the first time may not have come this far. They have the key of
 * the first and are told once.
 */
final class Confirmations {

    /** A message that is stored, and whoever waits for it. */
    record Stored(Append append, SentMessage sent) {}

    private final Webhooks webhooks;
    private final Promise<Void> ended = Promise.promise();
    private int open;
    private boolean closed;

    Confirmations(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** Answers all of a turn together. The next turn need not wait for it. */
    void confirm(List<Stored> messages) {
        var wanted = new ArrayList<Stored>(0);
        for (Stored each : messages) {
            if (webhooks.wants(each.append().at().app(), Activity.Type.MESSAGE)) wanted.add(each);
            else each.append().tell(each.sent());
        }
        if (wanted.isEmpty()) return;
        open++;
        webhooks.tell(wanted.stream()
                        .map(each -> activity(each.append(), each.sent()))
                        .toList())
                .onSuccess(told -> answer(wanted, told));
    }

    private void answer(List<Stored> messages, boolean told) {
        for (Stored each : messages) {
            if (told) each.append().tell(each.sent());
            else each.append().refuse(ChatFault.UNAVAILABLE);
        }
        open--;
        if (closed && open == 0) ended.tryComplete();
    }

    /** Done when all are answered. Nothing comes any more. */
    Future<Void> close() {
        closed = true;
        if (open == 0) ended.tryComplete();
        return ended.future();
    }

    private static Activity activity(Append append, SentMessage sent) {
        AppNamespace at = append.at();
        ChatMessage message = sent.message();
        return new Activity(
                at.app(),
                Activity.Type.MESSAGE,
                message.sent(),
                JsonWriter.object(w -> w.name("namespace")
                        .string(at.name())
                        .name("room")
                        .string(message.room())
                        .name("kind")
                        .string(sent.room().kind().name().toLowerCase(Locale.ROOT))
                        .name("id")
                        .string(message.id())
                        .name("seq")
                        .number(message.seq())
                        .name("user")
                        .string(message.user())
                        .name("text")
                        .string(message.text())
                        .name("data")
                        .raw(message.data())
                        .name("sent")
                        .string(message.sent().toString())),
                Optional.of("message:" + message.id()),
                append.question().trace());
    }
}
