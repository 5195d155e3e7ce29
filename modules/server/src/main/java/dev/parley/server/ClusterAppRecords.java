package dev.parley.server;

import dev.parley.apps.registry.AppRecords;
import dev.parley.cluster.SharedRecords;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** Apps in the memory that the nodes share: they outlive all nodes but the last. */
record ClusterAppRecords(SharedRecords shared) implements AppRecords {

    @Override
    public Future<Map<String, String>> all() {
        return shared.all();
    }

    @Override
    public Future<Optional<String>> one(String id) {
        return shared.one(id);
    }

    @Override
    public Future<Boolean> create(String id, String text) {
        return shared.create(id, text, Optional.empty());
    }

    @Override
    public Future<Boolean> replace(String id, String expected, String text) {
        return shared.replace(id, expected, text);
    }

    @Override
    public Future<Boolean> remove(String id, String expected) {
        return shared.remove(id, expected);
    }

    @Override
    public void watch(Runnable changed) {
        shared.watch(changed);
    }
}
