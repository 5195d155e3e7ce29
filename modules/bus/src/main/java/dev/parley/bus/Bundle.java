package dev.parley.bus;

import dev.parley.bus.Message.Remote;
import java.util.List;

/** What was said to one node within a turn of an event loop, in order. {@link Bus} alone puts it together and takes it apart. */
record Bundle(List<Remote> messages) implements Remote {

    Bundle {
        messages = List.copyOf(messages);
    }
}
