package dev.parley.profiles.panel;

import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.Marked;
import dev.parley.bus.chat.Seat;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far members are in a room. Whoever fetches its messages has read them: the contract has no other way of saying so.
 * Safe on every thread.
 */
final class Reading {

    /** In rooms with more members only the one who asks is looked up: each member is a question of its own. */
    private static final int MEMBERS = 100;

    private final PanelChat chat;

    Reading(PanelChat chat) {
        this.chat = chat;
    }

    /** Done when it is kept, or cannot be. */
    Future<Void> read(String user, List<ChatMessage> newestFirst) {
        if (newestFirst.isEmpty()) return Future.succeededFuture();
        ChatMessage newest = newestFirst.getFirst();
        return chat.ask(new MarkRead(chat.at(), newest.room(), user, newest.seq()))
                .mapEmpty();
    }

    /**
     * How far the members are, by their ids; whoever cannot be looked up is not there.
     *
     * @param newest the room's newest messages, among which the unread ones are counted
     */
    Future<Map<String, Checked>> of(ChatRoom room, List<ChatMessage> newest, String asking) {
        List<Member> members = room.members().stream()
                .filter(member ->
                        room.members().size() <= MEMBERS || member.user().equals(asking))
                .toList();
        var checked = new HashMap<String, Checked>();
        var questions = members.stream()
                // Nobody can have read less than before: this only asks.
                .map(member -> chat.ask(new MarkRead(chat.at(), room.id(), member.user(), 0))
                        .onSuccess(answer -> {
                            if (answer instanceof Told<Marked>(Marked marked))
                                checked.put(member.user(), checked(member, marked.seat(), newest));
                        }))
                .toList();
        return Future.join(questions).map(all -> Map.copyOf(checked));
    }

    private static Checked checked(Member member, Seat seat, List<ChatMessage> newest) {
        long unread = newest.stream()
                .filter(message -> !message.user().equals(member.user()) && !seat.hasRead(message.seq()))
                .count();
        return new Checked(unread, seat.readAt().orElse(member.joined()));
    }
}
