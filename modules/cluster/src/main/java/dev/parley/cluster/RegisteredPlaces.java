package dev.parley.cluster;

import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters this node's places in the cluster's register. Confined to DirectoryVerticle's event loop.
 *
 * <p>One batch is on its way at a time, with all that has changed meanwhile in the next one. No join waits for it: the map
 * cannot be written while the node that keeps a part of it is frozen.
 */
final class RegisteredPlaces implements InterestTable.NodeWatcher {

    private static final Logger log = LoggerFactory.getLogger(RegisteredPlaces.class);

    private final NodeId self;
    private final PlaceRegister register;
    private final Set<Place> own = new HashSet<>();
    private Map<Place, Boolean> changes = new LinkedHashMap<>();
    private boolean onItsWay;

    RegisteredPlaces(NodeId self, PlaceRegister register) {
        this.self = self;
        this.register = register;
    }

    @Override
    public void added(Place place, NodeId node) {
        if (node.equals(self) && own.add(place)) change(place, true);
    }

    @Override
    public void removed(Place place, NodeId node) {
        if (node.equals(self) && own.remove(place)) change(place, false);
    }

    /** Enters all of them again, since another node may have taken this one for gone. */
    void again() {
        for (Place place : own) changes.put(place, true);
        send();
    }

    /**
     * A node is gone; one of those that are left clears up after it.
     *
     * @param others that are there
     */
    void left(NodeId node, Set<NodeId> others) {
        if (others.stream().anyMatch(other -> other.compareTo(self) < 0)) return;
        register.forget(node).onFailure(fault -> log.warn("the shared register still lists node {}", node, fault));
    }

    private void change(Place place, boolean present) {
        changes.put(place, present);
        send();
    }

    private void send() {
        if (onItsWay || changes.isEmpty()) return;
        onItsWay = true;
        Map<Place, Boolean> batch = changes;
        changes = new LinkedHashMap<>();
        var entered = new ArrayList<Place>();
        var gone = new ArrayList<Place>();
        batch.forEach((place, present) -> (present ? entered : gone).add(place));
        register.record(self, entered, gone).onComplete(written -> {
            onItsWay = false;
            if (written.failed()) {
                log.warn(
                        "the shared register missed {} changes, which go with the next", batch.size(), written.cause());
                batch.forEach(changes::putIfAbsent);
            } else {
                send();
            }
        });
    }
}
