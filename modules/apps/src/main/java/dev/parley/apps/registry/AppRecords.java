package dev.parley.apps.registry;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * The texts that stand for apps, by their ids, as all nodes share them. They hold secrets. Safe on every thread; a future
 * fails when the memory cannot be reached.
 */
public interface AppRecords {

    /** All of them, at this moment. */
    Future<Map<String, String>> all();

    Future<Optional<String>> one(String id);

    /** Adds a record, if there is none of that id; whether it was added. */
    Future<Boolean> create(String id, String text);

    /** Puts another text in the place of the one that is expected, and of no other; whether it did. */
    Future<Boolean> replace(String id, String expected, String text);

    /** Removes a record, if it is the one that is expected; whether it was. */
    Future<Boolean> remove(String id, String expected);

    /** Tells, on any thread, that something may have changed, here or elsewhere. That may get lost. */
    void watch(Runnable changed);
}
