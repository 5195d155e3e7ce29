package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.DirectRoom;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredMessage;
import dev.parley.store.chat.UserKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Optional;

/**
 * A message on its way into the store, and whoever waits for it. Owned by the context of its ChatVerticle. Its id is given
 * once and stays, so that it is found again if nobody knows whether it was stored.
 */
final class Append {

    private final SendMessage question;
    private final String id;
    private final Instant sent;
    private final Patience patience;
    private final RoomKey room;
    private final Optional<String> once;
    private final Promise<ChatAnswer<SentMessage>> promise = Promise.promise();
    private boolean tried;
    private boolean settled;

    Append(SendMessage question, String id, Instant sent, Patience patience) {
        this.question = question;
        this.id = id;
        this.sent = sent;
        this.patience = patience;
        this.room = switch (question.to()) {
            case ToRoom to -> new RoomKey(question.at(), to.room());
            case ToUser to -> new RoomKey(question.at(), DirectRoom.id(question.user(), to.user()));
        };
        this.once = question.clientId().map(client -> StoredMessage.once(room, question.user(), client));
    }

    SendMessage question() {
        return question;
    }

    String id() {
        return id;
    }

    Instant sent() {
        return sent;
    }

    Patience patience() {
        return patience;
    }

    AppNamespace at() {
        return question.at();
    }

    RoomKey room() {
        return room;
    }

    UserKey sender() {
        return new UserKey(at(), question.user());
    }

    /** Whom it goes to, if it goes to one user. */
    Optional<UserKey> receiver() {
        return question.to() instanceof ToUser(String user) ? Optional.of(new UserKey(at(), user)) : Optional.empty();
    }

    Optional<String> once() {
        return once;
    }

    /** About how much memory it takes. */
    long bytes() {
        return 1_000L + 2L * question.text().length() + question.data().length();
    }

    /** Whether it may be stored already. */
    boolean tried() {
        return tried;
    }

    void setTried() {
        tried = true;
    }

    Future<ChatAnswer<SentMessage>> answer() {
        return promise.future();
    }

    /** It is stored. Whoever waits is answered later. */
    void setStored() {
        settled = true;
    }

    /** Whether it needs no further turn. */
    boolean isSettled() {
        return settled;
    }

    void tell(SentMessage message) {
        promise.tryComplete(ChatAnswer.told(message));
    }

    void refuse(ChatFault fault) {
        settled = true;
        promise.tryComplete(ChatAnswer.refused(fault));
    }

    void fail(Throwable bug) {
        settled = true;
        promise.tryFail(bug);
    }
}
