package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.bus.chat.Seat;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.Sketch;
import dev.parley.store.chat.StoredRoom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Keeps the messages that a member has read one by one few, by moving the watermark over them. Immutable. */
record ApartFold(ChatStore store) {

    private static final int MOST = 1_000;
    private static final int LEFT = 750;
    private static final int LOOKED_AT = 1_000;

    /**
     * The watermark that a seat should have. It passes what has been read, and, once there is much that was read apart, what
     * is the member's own or deleted; and if that is not enough, messages that the member has not read.
     */
    long watermark(StoredRoom room, Seat seat, Patience patience) {
        long read = seat.read();
        while (seat.readApart().contains(read + 1)) read++;
        if (left(seat, read) <= MOST) return read;
        long from = Math.max(read + 1, room.first());
        List<Long> seqs = LongStream.range(from, from + LOOKED_AT).boxed().toList();
        Set<Long> passed =
                requireNonNull(patience.await(store.messages().sketch(Map.of(room.key(), seqs)))
                                .get(room.key()))
                        .stream()
                        .filter(each -> each.deleted() || each.user().equals(seat.user()) || seat.hasRead(each.seq()))
                        .map(Sketch::seq)
                        .collect(Collectors.toSet());
        read = from - 1;
        while (passed.contains(read + 1)) read++;
        int most = left(seat, read) <= MOST ? MOST : LEFT;
        var apart = new TreeSet<>(seat.readApart());
        while (apart.tailSet(read, false).size() > most) read = requireNonNull(apart.higher(read));
        return read;
    }

    private static long left(Seat seat, long read) {
        return seat.readApart().stream().filter(seq -> seq > read).count();
    }
}
