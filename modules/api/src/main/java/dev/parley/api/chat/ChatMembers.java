package dev.parley.api.chat;

import dev.parley.bus.chat.MessageQuestion.After;
import dev.parley.bus.chat.MessageQuestion.Around;
import dev.parley.bus.chat.MessageQuestion.Before;
import dev.parley.bus.chat.MessageQuestion.Destination;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.bus.chat.MessageQuestion.Range;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Members that backends and clients write in the same way. How long a name or a text may be is ChatVerticle's to decide;
 * here is only what cannot be right.
 */
public final class ChatMembers {

    /** Of ids, names and cursors, in characters, whatever is configured. */
    public static final int LONGEST_NAME = 4_096;

    private ChatMembers() {}

    /** {@code room} or {@code to}: one of them has to be there. */
    public static Optional<Destination> destination(Members members) {
        if (members.has("room") == members.has("to")) members.fault("room", "or \"to\" must be there, and not both");
        Optional<Destination> room = members.string("room", LONGEST_NAME).map(ToRoom::new);
        Optional<Destination> user = members.string("to", LONGEST_NAME).map(ToUser::new);
        return room.or(() -> user);
    }

    public static Optional<String> text(Members members) {
        return members.text("text", "a string", Optional::of);
    }

    public static Optional<RawJson> data(Members members) {
        return members.read(
                "data", "an object", value -> Optional.of(value).filter(v -> v.kind() == RawJson.Kind.OBJECT));
    }

    /**
     * One of {@code before}, {@code after} and {@code around}, or none of them.
     *
     * @param seq reads the number of a message
     */
    public static Range range(Members members, BiFunction<Members, String, Optional<Long>> seq) {
        var ranges = new ArrayList<Range>();
        seq.apply(members, "before").ifPresent(before -> ranges.add(new Before(before)));
        seq.apply(members, "after").ifPresent(after -> ranges.add(new After(after)));
        seq.apply(members, "around").ifPresent(around -> ranges.add(new Around(around)));
        if (ranges.size() > 1) members.fault("after", "must not be there beside another of before, after and around");
        return ranges.isEmpty() ? new Latest() : ranges.getFirst();
    }

    /** The number of a message. */
    public static Optional<Long> seq(Members members, String name) {
        return whole(members, name, 0);
    }

    /** How many things are asked for; that more are asked for than are told is no fault. */
    public static Optional<Integer> limit(Members members) {
        return whole(members, "limit", 1).map(limit -> (int) Math.min(limit, Integer.MAX_VALUE));
    }

    private static Optional<Long> whole(Members members, String name, long least) {
        return members.read(name, "a whole number from " + least, value -> {
            long number = value.asLong().orElse(least - 1);
            return number < least ? Optional.empty() : Optional.of(number);
        });
    }
}
