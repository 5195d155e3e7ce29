package dev.parley.profiles.marketplace;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import dev.parley.profiles.ProfileServices;
import dev.parley.profiles.marketplace.MarketplaceConfig.Membership;
import io.vertx.core.Future;
import java.util.Optional;

/** Says who may join a conversation. Safe on every thread. */
@FunctionalInterface
interface Conversations {

    /**
     * Whether somebody may.
     *
     * @return on the context of whoever asks: nothing if it may, else why not; does not fail
     */
    Future<Optional<Fault>> fault(AppNamespace at, Party party, String conversation);

    static Conversations of(Membership membership, ProfileServices node) {
        return switch (membership) {
            case Membership.Anybody anybody -> (at, party, conversation) -> Future.succeededFuture(Optional.empty());
            case Membership.Members members ->
                (at, party, conversation) -> inChat(node.chat(), at, party, conversation);
            case Membership.Backend backend -> new BackendConversations(backend, node.vertx(), node.guard());
        };
    }

    private static Future<Optional<Fault>> inChat(Chat chat, AppNamespace at, Party party, String conversation) {
        if (party.user().isEmpty()) return Future.succeededFuture(Optional.of(Fault.FORBIDDEN));
        String user = party.user().get();
        return chat.ask(new FindRoom(at, conversation)).map(answer -> switch (answer) {
            case ChatAnswer.Told<ChatRoom> told ->
                Optional.of(Fault.FORBIDDEN).filter(stranger -> !told.value().has(user));
            case ChatAnswer.Refused<ChatRoom> refused ->
                Optional.of(
                        switch (refused.fault()) {
                            case ChatFault.UNAVAILABLE, ChatFault.BUSY -> Fault.UNAVAILABLE;
                            // Nobody is told which conversations there are.
                            default -> Fault.FORBIDDEN;
                        });
        });
    }
}
