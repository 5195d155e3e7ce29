package dev.parley.profiles.parley;

import dev.parley.api.chat.ChatJson;
import dev.parley.api.chat.Presence;
import dev.parley.api.http.Parsed;
import dev.parley.api.http.Problem;
import dev.parley.bus.Identity;
import dev.parley.bus.Target;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatQuestion;
import dev.parley.bus.chat.MessageQuestion.ChangedMessage;
import dev.parley.bus.chat.Seat;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chat of one client: reads its events, and acknowledges what ChatVerticle answers. Owned by its {@link ParleySocket},
 * confined to its event loop.
 */
final class ChatSocket {

    static final Set<String> EVENTS = Set.of(
            "message:send",
            "message:edit",
            "message:delete",
            "message:react",
            "message:read",
            "message:delivered",
            "history",
            "rooms",
            "unread",
            "typing",
            "presence",
            "presence:watch");

    private final ClientSocket socket;
    private final ChatServices node;
    private @Nullable Typing typing;
    private @Nullable PresenceWatch watch;

    ChatSocket(ClientSocket socket, ChatServices node) {
        this.socket = socket;
        this.node = node;
    }

    void disconnected() {
        if (typing != null) typing.stop();
        if (watch != null) node.watchers().forget(watch);
    }

    boolean takes(String event) {
        return EVENTS.contains(event);
    }

    /** Whoever gets an acknowledgement is reached by all that is said to its user from then on (promise P1). */
    void event(ClientEvent event) {
        Optional<String> user = user();
        RawJson argument = event.arg(0).isNull() ? RawJson.EMPTY_OBJECT : event.arg(0);
        if (user.isEmpty()) {
            event.ack(Answers.error(Fault.USER_REQUIRED));
        } else if (argument.kind() != RawJson.Kind.OBJECT) {
            event.ack(Answers.error(Fault.INVALID_REQUEST));
        } else if (!event.attachments().isEmpty()) {
            event.ack(Answers.error(Fault.NO_BINARY));
        } else {
            var arguments = new ChatArguments(Members.of(argument), socket.appNamespace(), user.get());
            socket.join(Target.user(user.get())).onSuccess(reachable -> {
                if (socket.isConnected()) handle(event, arguments);
            });
        }
    }

    private void handle(ClientEvent event, ChatArguments arguments) {
        switch (event.name()) {
            case "message:send" -> ask(event, arguments.send(socket.id()), ChatJson::sent);
            case "message:edit" -> ask(event, arguments.edit(), ChatSocket::changed);
            case "message:delete" -> ask(event, arguments.delete(), ChatSocket::changed);
            case "message:react" -> ask(event, arguments.react(), ChatSocket::changed);
            case "message:read" -> read(event, arguments);
            case "message:delivered" -> ask(event, arguments.delivered(), (w, got) -> seat(w, got.seat()));
            case "history" -> ask(event, arguments.history(), ChatJson::history);
            case "rooms" -> ask(event, arguments.rooms(), ChatJson::conversations);
            case "unread" -> ask(event, arguments.unread(), ChatJson::unread);
            case "typing" ->
                ifGood(
                        event,
                        arguments.typing(),
                        typed -> typing(arguments.user()).typed(event, typed));
            case "presence" -> ifGood(event, arguments.users(), users -> presence(event, users));
            case "presence:watch" -> ifGood(event, arguments.users(), users -> watch(event, users));
            default -> throw new IllegalStateException(event.name());
        }
    }

    /** One message, or everything up to a number. */
    private void read(ClientEvent event, ChatArguments arguments) {
        if (arguments.isOfOneMessage()) ask(event, arguments.readOne(), (w, read) -> seat(w, read.seat()));
        else ask(event, arguments.read(), (w, read) -> seat(w, read.seat()));
    }

    private static void changed(JsonWriter w, ChangedMessage changed) {
        ChatJson.message(w.name("message"), changed.message());
    }

    private static void seat(JsonWriter w, Seat seat) {
        ChatJson.seat(w.name("seat"), seat);
    }

    private <T> void ask(
            ClientEvent event, Parsed<? extends ChatQuestion<T>> question, BiConsumer<JsonWriter, T> members) {
        ifGood(
                event,
                question,
                good -> node.chat().ask(good).onSuccess(answer -> {
                    switch (answer) {
                        case ChatAnswer.Told<T> told -> event.ack(Answers.ok(w -> members.accept(w, told.value())));
                        case ChatAnswer.Refused<T> refused -> event.ack(Answers.error(refused.fault()));
                    }
                }));
    }

    private static <Q> void ifGood(ClientEvent event, Parsed<Q> parsed, Consumer<Q> then) {
        switch (parsed) {
            case Parsed.Good<Q> good -> then.accept(good.request());
            case Parsed.Bad<Q> bad -> {
                Problem problem = Problem.invalidRequest(bad.faults());
                event.ack(Answers.error(problem.code(), problem.detail()));
            }
        }
    }

    // ---- Typing and presence ----

    private Typing typing(String user) {
        if (typing == null) typing = new Typing(socket, user, node);
        return typing;
    }

    private void presence(ClientEvent event, Set<String> users) {
        node.presences()
                .of(socket.appNamespace(), users)
                .onSuccess(found -> event.ack(Answers.ok(w -> tell(w, found))));
    }

    /** Watches first and looks then, so that no change is missed between the two. */
    private void watch(ClientEvent event, Set<String> users) {
        startWatching(users);
        presence(event, users);
    }

    private void startWatching(Set<String> users) {
        if (watch == null) watch = new PresenceWatch(socket, node.vertx().getOrCreateContext(), node.clock());
        node.watchers().replace(watch, users);
        socket.stateChanged();
    }

    /** Whose presence it is told of. */
    Set<String> watched() {
        return watch == null ? Set.of() : watch.users();
    }

    /** The client has come back: it goes on with what it watched, and is told how it is now. */
    void restore(List<String> users) {
        if (users.isEmpty()) return;
        Set<String> all = Set.copyOf(users);
        startWatching(all);
        node.presences()
                .of(socket.appNamespace(), all)
                .onSuccess(found -> socket.emit("presence:state", JsonWriter.object(w -> tell(w, found))));
    }

    private static void tell(JsonWriter w, List<Presence> found) {
        w.name("online").beginObject();
        found.forEach(each -> w.name(each.user()).bool(each.online()));
        w.endObject().name("lastSeen").beginObject();
        found.forEach(each -> ChatJson.time(w, each.user(), each.lastSeen()));
        w.endObject();
    }

    private Optional<String> user() {
        return socket.identity().map(Identity::user);
    }
}
