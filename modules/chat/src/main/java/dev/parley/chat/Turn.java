package dev.parley.chat;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.parley.bus.chat.ChatEvent.MessageSent;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.chat.Confirmations.Stored;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.StoredMessage;
import dev.parley.store.chat.StoredRoom;
import dev.parley.store.chat.UserKey;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Stores the messages of one turn at one stroke. Owned by the context of its ChatVerticle; used by one turn after the other.
 *
 * <p>A message gets its number without a counter: it is stored one behind the newest one of its room, and the store takes
 * only one message for each number. Whoever comes second, on whatever node, looks again and takes the next number.
 *
 * <p>A turn whose outcome nobody knows, since the store was lost in the middle, may still be carried out at any later time,
 * while its messages are on their way again. That harms nothing. Each of its messages has an id, and most have a client id,
 * that the store takes once, so none is there twice. Each has a number that was the next one of its room, or followed the
 * one before it in the same turn; a room's newest number never falls, and the store stops at the first number that is taken,
 * so there is no gap either.
 */
final class Turn {

    private final ChatStore store;
    private final Heads heads;
    private final DirectRoomMaker directs;
    private final Announcer announcer;
    private final Confirmations confirmations;

    Turn(ChatStore store, Heads heads, DirectRoomMaker directs, Announcer announcer, Confirmations confirmations) {
        this.store = store;
        this.heads = heads;
        this.directs = directs;
        this.announcer = announcer;
        this.confirmations = confirmations;
    }

    /**
     * Stores and has answered, or refuses.
     *
     * @return those that have to go into another turn, in the order of sending; it throws when the store is lost, and nobody
     *     knows then which of those that are not settled are stored
     */
    List<Append> run(List<Append> turn, Patience patience) {
        var stored = new ArrayList<Stored>(turn.size());
        try {
            return run(turn, stored, patience);
        } finally {
            confirmations.confirm(stored);
        }
    }

    private List<Append> run(List<Append> turn, List<Stored> stored, Patience patience) {
        Future<Map<String, StoredMessage>> known = known(turn);
        Scene scene = look(turn, patience);
        List<Append> open = settle(turn, patience.await(known), scene, stored);
        open = refuse(open, scene::usersFault);
        scene = directs.make(open, scene, patience);
        open = refuse(open, scene::roomFault);
        return append(open, scene, stored, patience);
    }

    /** Done when all that is stored is answered. No turn comes any more. */
    Future<Void> close() {
        return confirmations.close();
    }

    /** By id and by client id: what is stored of messages that have been in a turn before. */
    private Future<Map<String, StoredMessage>> known(List<Append> turn) {
        List<Append> tried = turn.stream().filter(Append::tried).toList();
        var byId = store.messages().byId(tried.stream().map(Append::id).toList());
        var byOnce = store.messages()
                .byOnce(tried.stream()
                        .map(Append::once)
                        .flatMap(Optional::stream)
                        .toList());
        return Future.all(byId, byOnce).map(done -> {
            var known = new HashMap<String, StoredMessage>();
            byOnce.result().forEach(each -> known.put(each.once().orElseThrow(), each));
            byId.result().forEach(each -> known.put(each.message().id(), each));
            return known;
        });
    }

    private Scene look(List<Append> turn, Patience patience) {
        Set<UserKey> asked = turn.stream()
                .flatMap(each -> Stream.concat(Stream.of(each.sender()), each.receiver().stream()))
                .collect(toSet());
        Future<Map<UserKey, ChatUser>> found = store.users().find(asked);
        Map<RoomKey, StoredRoom> rooms = patience.await(
                store.rooms().find(turn.stream().map(Append::room).collect(toSet())));
        var users = new HashMap<>(patience.await(found));
        Set<UserKey> others = others(rooms.values());
        others.removeAll(asked);
        if (!others.isEmpty()) users.putAll(patience.await(store.users().find(others)));
        return new Scene(rooms, users);
    }

    private static Set<UserKey> others(Collection<StoredRoom> rooms) {
        return rooms.stream()
                .filter(each -> each.room().kind() == Kind.DIRECT)
                .flatMap(each -> each.room().members().stream()
                        .map(member -> new UserKey(each.key().at(), member.user())))
                .collect(toSet());
    }

    /** Finds those that are stored already: our own, which nobody was told of yet, and repetitions. */
    private List<Append> settle(List<Append> turn, Map<String, StoredMessage> known, Scene scene, List<Stored> stored) {
        var open = new ArrayList<Append>();
        for (Append each : turn) {
            StoredMessage own = known.get(each.id());
            StoredMessage first = each.once().map(known::get).orElse(null);
            Optional<StoredRoom> room = scene.room(each);
            if (own != null && room.isPresent())
                stored.add(tell(each, own.message(), room.get().room(), scene, false));
            else if (first != null && room.isPresent())
                stored.add(tell(each, first.message(), room.get().room(), scene, true));
            else open.add(each);
        }
        return open;
    }

    private static List<Append> refuse(List<Append> turn, Function<Append, Optional<ChatFault>> fault) {
        turn.forEach(each -> fault.apply(each).ifPresent(each::refuse));
        return unsettled(turn);
    }

    private static List<Append> unsettled(List<Append> turn) {
        return turn.stream().filter(each -> !each.isSettled()).toList();
    }

    private List<Append> append(List<Append> open, Scene scene, List<Stored> answers, Patience patience) {
        if (open.isEmpty()) return List.of();
        Set<RoomKey> rooms = open.stream().map(Append::room).collect(toSet());
        Map<RoomKey, Long> ends =
                heads.find(rooms.stream().map(scene.rooms()::get).toList(), patience);
        List<Draft> drafts = drafts(open, ends);
        int stored = patience.await(
                store.messages().append(drafts.stream().map(Draft::message).toList()));
        List<Draft> done = drafts.subList(0, stored);
        if (stored > 0) heads.raise(done.stream().collect(toMap(Draft::room, Draft::seq, Math::max)));
        for (Draft each : done) {
            StoredRoom room = requireNonNull(scene.rooms().get(each.room()));
            answers.add(tell(each.append(), each.message().message(), room.room(), scene, false));
        }
        List<Append> again = unsettled(open);
        again.forEach(Append::setTried);
        return again;
    }

    /** A message with its number, if nobody else takes that first. */
    private record Draft(Append append, StoredMessage message) {

        RoomKey room() {
            return message.room();
        }

        long seq() {
            return message.message().seq();
        }
    }

    /** Numbered, room by room; without second ones of the same client id, which are repetitions once the first is stored. */
    private static List<Draft> drafts(List<Append> open, Map<RoomKey, Long> ends) {
        var byRoom = new LinkedHashMap<RoomKey, List<Append>>();
        var once = new HashSet<String>();
        for (Append each : open) {
            if (each.once().map(once::add).orElse(true))
                byRoom.computeIfAbsent(each.room(), room -> new ArrayList<>()).add(each);
        }
        var drafts = new ArrayList<Draft>();
        byRoom.forEach((room, appends) -> {
            long seq = ends.getOrDefault(room, 0L);
            for (Append each : appends) {
                seq++;
                drafts.add(new Draft(each, new StoredMessage(room, message(each, seq), each.once())));
            }
        });
        return drafts;
    }

    private static ChatMessage message(Append append, long seq) {
        return new ChatMessage(
                append.id(),
                append.room().room(),
                seq,
                append.question().user(),
                Rules.wellFormed(append.question().text()),
                append.question().data(),
                append.sent(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Clients are told at once: the message stands, whatever its sender is answered. */
    private Stored tell(Append append, ChatMessage message, ChatRoom room, Scene scene, boolean repeated) {
        var sent = new SentMessage(message, room, scene.usersOf(append, room), repeated);
        append.setStored();
        if (!repeated) {
            SendMessage question = append.question();
            announcer.tell(new MessageSent(append.at(), sent, question.socket()), question.trace());
        }
        return new Stored(append, sent);
    }
}
