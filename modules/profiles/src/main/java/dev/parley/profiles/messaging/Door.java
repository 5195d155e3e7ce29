package dev.parley.profiles.messaging;

import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import dev.parley.profiles.ProfileServices;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets users in who show their token as {@code Authorization: Bearer}, and answers everybody else. Safe on every thread.
 *
 * @param at where they are users
 */
record Door(ProfileServices node, Supplier<AppNamespace> at) {

    /**
     * Somebody whose token holds.
     *
     * @param ctx of the request
     */
    record Visit(RoutingContext ctx, AppNamespace at, Account user) {}

    void open(RoutingContext ctx, Consumer<Visit> then) {
        String header = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        String[] words = header == null ? new String[0] : header.split(" ", 3);
        if (words.length != 2) {
            HttpReply.unauthorized(ctx);
            return;
        }
        AppNamespace here = at.get();
        node.bus()
                .ask(Addresses.VERIFY_CONNECT, new VerifyConnect(here, words[1], Optional.of(Messaging.USER_CLAIM)))
                .onSuccess(decision -> decided(ctx, here, decision, then))
                .onFailure(lost -> unavailable(ctx));
    }

    private void decided(RoutingContext ctx, AppNamespace here, ConnectDecision decision, Consumer<Visit> then) {
        Optional<String> id =
                switch (decision) {
                    case ConnectGranted granted ->
                        ObjectId.of(granted.identity().user());
                    case ConnectDenied denied -> Optional.empty();
                };
        if (id.isPresent()) {
            node.chat().ask(new FindUsers(here, Set.of(id.get()))).onSuccess(answer -> found(ctx, here, answer, then));
        } else if (decision instanceof ConnectDenied denied && Messaging.nobodyCouldSay(denied)) {
            unavailable(ctx);
        } else {
            HttpReply.unauthorized(ctx);
        }
    }

    private static void found(
            RoutingContext ctx, AppNamespace here, ChatAnswer<List<ChatUser>> answer, Consumer<Visit> then) {
        switch (answer) {
            case Refused<List<ChatUser>> refused -> unavailable(ctx);
            case Told<List<ChatUser>> told ->
                told.value().stream()
                        .filter(user -> user.deleted().isEmpty())
                        .findFirst()
                        .ifPresentOrElse(
                                user -> then.accept(new Visit(ctx, here, Account.of(user))),
                                () -> HttpReply.unauthorized(ctx));
        }
    }

    private static void unavailable(RoutingContext ctx) {
        HttpReply.error(ctx, 503, "Temporarily unavailable, try again");
    }
}
