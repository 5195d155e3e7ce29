package dev.parley.sockets;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How clients that were cut off come back.
 *
 * @param namespaces in which they do, or patterns of them; nothing for those that speak {@code parley}
 * @param window how long they may stay away
 * @param maxBytes of events that a node keeps for those of one app who are away
 * @param within how long they wait, at most, for what they have missed
 */
public record RecoveryConfig(Optional<List<String>> namespaces, Duration window, int maxBytes, Duration within) {

    public RecoveryConfig {
        namespaces = namespaces.map(List::copyOf);
    }
}
