package dev.parley.profiles.panel;

import dev.parley.apps.Apps;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatQuestion;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Chat as the routes ask it: in the default app, in one namespace. Safe on every thread. */
final class PanelChat {

    /** As many as one question may ask for. */
    private static final int USERS_AT_ONCE = 1_000;

    private final Chat chat;
    private final Apps apps;
    private final String namespace;

    PanelChat(Chat chat, Apps apps, String namespace) {
        this.chat = chat;
        this.apps = apps;
        this.namespace = namespace;
    }

    AppNamespace at() {
        return new AppNamespace(apps.standard().id(), namespace);
    }

    <T> Future<ChatAnswer<T>> ask(ChatQuestion<T> question) {
        return chat.ask(question);
    }

    /** Asks, and makes an answer of what is told or of the refusal. */
    <T> Future<PanelAnswer> ask(
            ChatQuestion<T> question, Function<T, PanelAnswer> told, Function<ChatFault, PanelAnswer> refused) {
        return then(question, value -> Future.succeededFuture(told.apply(value)), refused);
    }

    /** Asks, and goes on with what is told. */
    <T> Future<PanelAnswer> then(
            ChatQuestion<T> question, Function<T, Future<PanelAnswer>> told, Function<ChatFault, PanelAnswer> refused) {
        return then(chat.ask(question), told, refused);
    }

    /** Goes on with what is told. */
    static <T> Future<PanelAnswer> then(
            Future<ChatAnswer<T>> asked,
            Function<T, Future<PanelAnswer>> told,
            Function<ChatFault, PanelAnswer> refused) {
        return asked.compose(answer -> switch (answer) {
            case ChatAnswer.Told<T> it -> told.apply(it.value());
            case ChatAnswer.Refused<T> it -> Future.succeededFuture(refused.apply(it.fault()));
        });
    }

    /** One user, a deleted one too. */
    Future<ChatAnswer<Optional<ChatUser>>> user(String id) {
        return chat.ask(new FindUsers(at(), Set.of(id)))
                .map(answer -> answer.map(found -> found.stream().findFirst()));
    }

    /** Those that are known, by their ids; deleted ones too. */
    Future<PanelAnswer> withUsers(Collection<String> ids, Function<Map<String, ChatUser>, PanelAnswer> told) {
        List<String> all = ids.stream().distinct().toList();
        var questions = new ArrayList<Future<ChatAnswer<List<ChatUser>>>>();
        for (int from = 0; from < all.size(); from += USERS_AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + USERS_AT_ONCE));
            questions.add(chat.ask(new FindUsers(at(), Set.copyOf(some))));
        }
        return Future.all(questions).map(answered -> {
            var known = new HashMap<String, ChatUser>();
            for (Future<ChatAnswer<List<ChatUser>>> each : questions) {
                if (!(each.result() instanceof ChatAnswer.Told<List<ChatUser>> found)) return PanelAnswer.failed();
                found.value().forEach(user -> known.put(user.id(), user));
            }
            return told.apply(known);
        });
    }
}
