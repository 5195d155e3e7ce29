package dev.parley.webhooks;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which of several nodes something is up to, so that all who see the same nodes agree without a word, and nothing moves but
 * what was up to a node that is gone, or is now up to one that is new (rendezvous hashing, Thaler and Ravishankar).
 */
final class Rendezvous {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Rendezvous() {}

    /** Nothing where there are no nodes. */
    static Optional<String> of(Collection<String> nodes, String thing) {
        return nodes.stream()
                .max(Comparator.comparingLong((String node) -> weight(node, thing))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static long weight(String node, String thing) {
        long hash = mix(mix(OFFSET, node) * PRIME, thing);
        // FNV-1a alone leaves the weights of similar names close together.
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private static long mix(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) mixed = (mixed ^ text.charAt(i)) * PRIME;
        return mixed;
    }
}
