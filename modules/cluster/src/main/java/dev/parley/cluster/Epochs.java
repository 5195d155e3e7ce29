package dev.parley.cluster;

import dev.parley.bus.NodeId;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * The epochs of nodes, as watchers know them. Confined to the context of its membership.
 *
 * <p>Watchers are told of the difference between what they know and what is. So whatever the order, delay or loss of the
 * events that call for a comparison, nobody takes a node for there that is not, or an old absence for a new one.
 */
final class Epochs {

    /** This node's own: when it changes, it was this node that the others have missed. */
    private UUID own;

    private Map<NodeId, UUID> others;

    Epochs(UUID own, Map<NodeId, UUID> others) {
        this.own = own;
        this.others = Map.copyOf(others);
    }

    /** A node that is in another epoch has left and joined, and so have all others if this one is. */
    void compare(UUID ownNow, Map<NodeId, UUID> othersNow, Collection<Membership.Watcher> watchers) {
        boolean missed = !ownNow.equals(own);
        Map<NodeId, UUID> before = others;
        Map<NodeId, UUID> now = Map.copyOf(othersNow);
        own = ownNow;
        others = now;
        before.forEach((node, then) -> {
            if (missed || !then.equals(now.get(node))) watchers.forEach(watcher -> watcher.left(node));
        });
        now.forEach((node, since) -> {
            if (missed || !since.equals(before.get(node))) watchers.forEach(watcher -> watcher.joined(node));
        });
    }
}
