package dev.parley.redis;

import dev.parley.bus.Command;
import dev.parley.protocol.json.RawJson;
import java.util.List;

/** What came on a channel of the adapter. */
sealed interface AdapterMessage {

    /**
     * Whom something is for.
     *
     * @param rooms names of rooms or ids of sockets; none is everybody
     * @param except the same, left out
     */
    record Addressees(List<String> rooms, List<String> except) {
        public Addressees {
            rooms = List.copyOf(rooms);
            except = List.copyOf(except);
        }
    }

    /** An event.
     *
     * @param args an array that begins with the event's name
     */
    record Emit(String namespace, RawJson args, List<byte[]> attachments, boolean droppable, Addressees to)
            implements AdapterMessage {
        public Emit {
            attachments = List.copyOf(attachments);
        }
    }

    /** What is to be done to sockets of the channel's namespace. */
    record Order(Command command, Addressees to) implements AdapterMessage {}

    /** Something that servers of the adapter say to one another, and that concerns nobody here. */
    record Foreign() implements AdapterMessage {}

    /** No message of the adapter.
     *
     * @param why with nothing of the message in it
     */
    record Garbage(String why) implements AdapterMessage {}
}
