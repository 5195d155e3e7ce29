package dev.parley.chat;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatEvent;
import dev.parley.bus.chat.ChatEvent.MessageDeleted;
import dev.parley.bus.chat.ChatEvent.MessageEdited;
import dev.parley.bus.chat.ChatEvent.MessageReacted;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.MessageQuestion.ChangedMessage;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.EditMessage;
import dev.parley.bus.chat.MessageQuestion.FindMessage;
import dev.parley.bus.chat.MessageQuestion.FoundMessage;
import dev.parley.bus.chat.MessageQuestion.React;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.StoredMessage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Changes single messages, and finds them. Owned by the context of its ChatVerticle. */
final class Messages {

    private final ChatStore store;
    private final ChatConfig config;
    private final Rules rules;
    private final Finder finder;
    private final SeatFinder seats;
    private final Announcer announcer;
    private final InstantSource clock;

    Messages(
            ChatStore store,
            ChatConfig config,
            Finder finder,
            SeatFinder seats,
            Announcer announcer,
            InstantSource clock) {
        this.store = store;
        this.config = config;
        this.rules = new Rules(config);
        this.finder = finder;
        this.seats = seats;
        this.announcer = announcer;
        this.clock = clock;
    }

    ChatAnswer<FoundMessage> find(FindMessage q, Patience patience) {
        return switch (finder.message(q.at(), q.id(), patience)) {
            case Refused<Found>(ChatFault fault) -> ChatAnswer.refused(fault);
            case Told<Found>(Found found)
            when q.reader().isPresent() && !found.room().has(q.reader().get()) ->
                ChatAnswer.refused(ChatFault.NOT_A_MEMBER);
            case Told<Found>(Found found) ->
                ChatAnswer.told(new FoundMessage(
                        found.message(), found.room(), seats.ofDirect(List.of(found.stored()), patience)));
        };
    }

    ChatAnswer<ChangedMessage> edit(EditMessage q, Patience patience) {
        return switch (finder.message(q.at(), q.id(), patience)) {
            case Refused<Found>(ChatFault fault) -> ChatAnswer.refused(fault);
            case Told<Found>(Found found) ->
                authorsFault(found, q.by())
                        .or(() -> deletedFault(found))
                        .or(() -> rules.content(
                                q.text(), q.data().orElse(found.message().data())))
                        .<ChatAnswer<ChangedMessage>>map(ChatAnswer::refused)
                        .orElseGet(() -> edit(q, found, patience));
        };
    }

    private ChatAnswer<ChangedMessage> edit(EditMessage q, Found found, Patience patience) {
        var edited = store.messages().edit(q.id(), Rules.wellFormed(q.text()), q.data(), clock.instant());
        return change(found, patience.await(edited), changed -> new MessageEdited(q.at(), changed), patience);
    }

    ChatAnswer<ChangedMessage> react(React q, Patience patience) {
        Optional<ChatFault> invalid = rules.reaction(q.name());
        if (invalid.isPresent()) return ChatAnswer.refused(invalid.get());
        return switch (finder.message(q.at(), q.id(), patience)) {
            case Refused<Found>(ChatFault fault) -> ChatAnswer.refused(fault);
            case Told<Found>(Found found)
            when !found.room().has(q.user()) -> ChatAnswer.refused(ChatFault.NOT_A_MEMBER);
            case Told<Found>(Found found) when found.deleted() -> ChatAnswer.refused(ChatFault.MESSAGE_DELETED);
            case Told<Found>(Found found)
            when has(found.message(), q) == q.on() ->
                ChatAnswer.told(new ChangedMessage(found.message(), found.room()));
            case Told<Found>(Found found)
            when q.on() && count(found.message()) >= config.maxReactions() ->
                ChatAnswer.refused(ChatFault.TOO_MANY_REACTIONS);
            case Told<Found>(Found found) -> {
                var reacted = store.messages().react(q.id(), q.user(), q.name(), q.on(), clock.instant());
                yield change(
                        found,
                        patience.await(reacted),
                        changed -> new MessageReacted(q.at(), changed, q.user(), q.name(), q.on()),
                        patience);
            }
        };
    }

    private static boolean has(ChatMessage message, React q) {
        return message.reactions().stream()
                .anyMatch(each -> each.name().equals(q.name()) && each.users().contains(q.user()));
    }

    private static int count(ChatMessage message) {
        return message.reactions().stream()
                .mapToInt(each -> each.users().size())
                .sum();
    }

    ChatAnswer<ChangedMessage> delete(DeleteMessage q, Patience patience) {
        return switch (finder.message(q.at(), q.id(), patience)) {
            case Refused<Found>(ChatFault fault) -> ChatAnswer.refused(fault);
            case Told<Found>(Found found) ->
                authorsFault(found, q.by())
                        .<ChatAnswer<ChangedMessage>>map(ChatAnswer::refused)
                        .orElseGet(() -> delete(q, found, patience));
        };
    }

    private ChatAnswer<ChangedMessage> delete(DeleteMessage q, Found found, Patience patience) {
        ChatMessage buried = found.message();
        if (!found.deleted()) {
            Optional<StoredMessage> tombstone = patience.await(store.messages().bury(q.id(), clock.instant()));
            if (tombstone.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_MESSAGE);
            buried = tombstone.get().message();
        }
        // Also if it was deleted before: whoever did may not have come this far.
        patience.await(store.tombstones().add(found.stored().key(), buried.seq()));
        var changed = new ChangedMessage(buried, found.room());
        if (!found.deleted()) announcer.tell(new MessageDeleted(q.at(), changed));
        return ChatAnswer.told(changed);
    }

    /** What comes of a change that has been made to a message, if that is not a tombstone meanwhile. */
    private ChatAnswer<ChangedMessage> change(
            Found found, Optional<StoredMessage> now, Function<ChangedMessage, ChatEvent> event, Patience patience) {
        if (now.isEmpty()) return ChatAnswer.refused(ChatFault.UNKNOWN_MESSAGE);
        ChatMessage message = now.get().message();
        if (message.deleted().isPresent()) {
            // Deleted after it was looked at: what was just put into it must not stay there.
            patience.await(store.messages().bury(message.id(), clock.instant()));
            return ChatAnswer.refused(ChatFault.MESSAGE_DELETED);
        }
        var changed = new ChangedMessage(message, found.room());
        announcer.tell(event.apply(changed));
        return ChatAnswer.told(changed);
    }

    private static Optional<ChatFault> authorsFault(Found found, Optional<String> by) {
        if (by.isEmpty()) return Optional.empty();
        if (!found.room().has(by.get())) return Optional.of(ChatFault.NOT_A_MEMBER);
        return found.message().user().equals(by.get()) ? Optional.empty() : Optional.of(ChatFault.NOT_THE_AUTHOR);
    }

    private static Optional<ChatFault> deletedFault(Found found) {
        return found.deleted() ? Optional.of(ChatFault.MESSAGE_DELETED) : Optional.empty();
    }
}
