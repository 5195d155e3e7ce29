package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import dev.parley.store.chat.Sketch;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A way down through the messages of one room, from the newest, past the tombstones. Owned by whoever goes it. */
final class Down {

    private static final int MOST = 200;

    private final ChatStore store;
    private final RoomKey room;
    private final Window window;
    private final Set<Long> tombstones;
    private final Patience patience;
    private final Deque<Sketch> ahead = new ArrayDeque<>();
    private long at;
    private int chunk = 4;

    Down(ChatStore store, RoomKey room, Window window, Set<Long> tombstones, Patience patience) {
        this.store = store;
        this.room = room;
        this.window = window;
        this.tombstones = tombstones;
        this.patience = patience;
        this.at = window.last();
    }

    RoomKey room() {
        return room;
    }

    /** Passes messages without looking at them. */
    void skip(long count) {
        if (tombstones.isEmpty()) {
            at -= Math.min(count, window.size());
            return;
        }
        for (long left = count; left > 0 && window.contains(at); at--) {
            if (!tombstones.contains(at)) left--;
        }
    }

    /** The numbers of the next messages. */
    List<Long> numbers(int count) {
        var numbers = new ArrayList<Long>();
        for (; numbers.size() < count && window.contains(at); at--) {
            if (!tombstones.contains(at)) numbers.add(at);
        }
        return numbers;
    }

    /** Looks at the next message; false if there is none. */
    boolean look() {
        while (ahead.isEmpty() && window.contains(at)) {
            List<Long> numbers = numbers(chunk);
            chunk = Math.min(MOST, chunk * 2);
            patience.await(store.messages().sketch(Map.of(room, numbers))).values().stream()
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingLong(Sketch::seq).reversed())
                    .forEach(ahead::addLast);
        }
        return !ahead.isEmpty();
    }

    /** When the message that is looked at was sent. */
    Instant sent() {
        return requireNonNull(ahead.peekFirst()).sent();
    }

    long seq() {
        return requireNonNull(ahead.peekFirst()).seq();
    }

    void next() {
        ahead.removeFirst();
    }
}
