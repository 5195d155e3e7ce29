package dev.parley.cluster;

import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicates;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One entry for each (node, place), with a backup on another node. Safe on every thread. */
final class HazelcastPlaceRegister implements PlaceRegister {

    static final String MAP = "parley.places";

    private final Vertx vertx;
    private final IMap<String, Boolean> entries;

    HazelcastPlaceRegister(Vertx vertx, IMap<String, Boolean> entries) {
        this.vertx = vertx;
        this.entries = entries;
    }

    @Override
    public Future<?> record(NodeId node, Collection<Place> entered, Collection<Place> left) {
        Map<String, Boolean> present = new HashMap<>();
        for (Place place : entered) present.put(key(node, place), Boolean.TRUE);
        List<Future<?>> writes = new ArrayList<>();
        if (!present.isEmpty()) writes.add(future(entries.setAllAsync(present)));
        for (Place place : left) writes.add(future(entries.removeAsync(key(node, place))));
        return Future.all(writes);
    }

    @Override
    public Future<?> forget(NodeId node) {
        return vertx.executeBlocking(() -> {
            entries.removeAll(Predicates.like("__key", prefix(node) + "%"));
            return null;
        });
    }

    private static <T> Future<T> future(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage);
    }

    static String key(NodeId node, Place place) {
        return prefix(node)
                + place.target().kind().code()
                + place.namespace().app()
                + '\n'
                + place.namespace().name()
                + '\n'
                + place.target().name();
    }

    private static String prefix(NodeId node) {
        return node.value() + '\n';
    }
}
