package dev.parley.bus;

import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.InOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The events that one event loop has for each address until the end of its turn: they go out as one message, and one write
 * to the network. Confined to that event loop.
 */
final class Turn {

    /** Events of about so many bytes are not kept until the end of the turn. */
    private static final int BYTES = 64 << 10;

    private static final int EVENTS = 256;

    private static final class Gathered {
        final Address<? super InOrder> to;
        final List<Broadcast> events = new ArrayList<>();
        int bytes;

        Gathered(Address<? super InOrder> to) {
            this.to = to;
        }
    }

    private final Map<Address<?>, Gathered> waiting = new HashMap<>();
    private final BiConsumer<Address<? super InOrder>, List<Broadcast>> out;

    /** @param out sends the events, of which there is one at least */
    Turn(BiConsumer<Address<? super InOrder>, List<Broadcast>> out) {
        this.out = out;
    }

    /**
     * Keeps an event until the end of the turn, if no longer.
     *
     * @return whether it is the first for the address: at the end of the turn {@link #end} is to be called
     */
    boolean add(Address<? super InOrder> to, Broadcast event) {
        Gathered there = waiting.computeIfAbsent(to, added -> new Gathered(to));
        there.events.add(event);
        there.bytes += event.size();
        boolean first = there.events.size() == 1;
        if (there.bytes >= BYTES || there.events.size() >= EVENTS) end(to);
        return first;
    }

    /** Sends what waits for an address. */
    void end(Address<?> to) {
        Gathered there = waiting.isEmpty() ? null : waiting.remove(to);
        if (there != null) out.accept(there.to, there.events);
    }
}
