package dev.parley.chat;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads messages of one room that follow one another, from any place of it. As their numbers have no gaps, they are asked
 * for by number: that takes as long at any place. Immutable.
 *
 * @param tombstones whether deleted messages are among them; if not, some thousand of them in a row take longer
 */
record Walk(ChatStore store, RoomKey room, Window window, boolean tombstones, Patience patience) {

    private static final long LOOKED_AHEAD = 5_000;

    /** Up to {@code wanted} messages from a number down, the oldest first. */
    List<ChatMessage> down(long from, int wanted) {
        return walk(Math.min(from, window.last()), -1, wanted).reversed();
    }

    /** Up to {@code wanted} messages from a number up, the oldest first. */
    List<ChatMessage> up(long from, int wanted) {
        return walk(Math.max(from, window.first()), 1, wanted);
    }

    private List<ChatMessage> walk(long from, int step, int wanted) {
        var found = new ArrayList<ChatMessage>();
        long at = from;
        boolean passing = false;
        while (found.size() < wanted && window.contains(at)) {
            Part part = part(at, step, wanted - found.size(), passing);
            Map<Long, ChatMessage> messages = patience.await(store.messages().find(room, part.seqs()));
            for (long seq : part.seqs()) {
                ChatMessage message = messages.get(seq);
                if (message != null && (tombstones || message.deleted().isEmpty())) found.add(message);
            }
            at = part.next();
            passing = !tombstones;
        }
        return found;
    }

    /** Numbers to ask for, and where to go on. */
    private record Part(List<Long> seqs, long next) {}

    private Part part(long at, int step, int wanted, boolean passing) {
        long end = passing ? at + step * LOOKED_AHEAD : at + (long) step * wanted;
        Set<Long> passed = passing ? tombstones(at, end) : Set.of();
        var seqs = new ArrayList<Long>();
        long seq = at;
        while (seq != end && seqs.size() < wanted && window.contains(seq)) {
            if (!passed.contains(seq)) seqs.add(seq);
            seq += step;
        }
        return new Part(seqs, seq);
    }

    private Set<Long> tombstones(long at, long end) {
        long from = Math.max(window.first(), Math.min(at, end));
        long to = Math.min(window.last(), Math.max(at, end));
        return patience.await(store.tombstones().among(room, from, to));
    }
}
