package dev.parley.bus.webhooks;

import dev.parley.bus.Message;
import java.util.List;

/**
 * What other nodes tell for a socket should this node die; it goes before an earlier one of the same socket. One without
 * notices takes it back. Answered with {@link Told} once it is stored, or after some seconds while it is tried further.
 */
public record Will(String socket, List<Notice> notices) implements Message.ToWebhooks<Told> {

    public Will {
        notices = List.copyOf(notices);
    }
}
