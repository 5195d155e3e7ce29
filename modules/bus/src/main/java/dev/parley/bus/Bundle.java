package dev.parley.bus;

import dev.parley.bus.Message.Remote;
import java.util.List;

/** What one event loop said to one node in one turn, in order. {@link Bus} alone puts it together and takes it apart. */
record Bundle(List<Remote> messages) implements Remote {

    Bundle {
        messages = List.copyOf(messages);
    }
}
