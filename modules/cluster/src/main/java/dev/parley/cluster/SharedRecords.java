package dev.parley.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A few texts by key that all nodes share, and that outlive all nodes but the last. Each has a backup on another node. Safe
 * on every thread; a future fails when the cluster cannot decide.
 */
public interface SharedRecords {

    /** All of them, at this moment. */
    Future<Map<String, String>> all();

    /** One of them, at this moment; nothing if there is none of that key. */
    Future<Optional<String>> one(String key);

    /**
     * Adds a record, if there is none of that key.
     *
     * @param life after it the record is gone, within two seconds; nothing for good
     * @return whether it was added
     */
    Future<Boolean> create(String key, String value, Optional<Duration> life);

    /** Puts another value in the place of the one that is expected, and of no other; its life goes on. */
    Future<Boolean> replace(String key, String expected, String value);

    /**
     * The same with another life, which begins now.
     *
     * @param life as of {@link #create}
     */
    Future<Boolean> replace(String key, String expected, String value, Duration life);

    /** Removes a record, if it is the one that is expected. */
    Future<Boolean> remove(String key, String expected);

    /** Tells, on any thread, that something has changed, here or elsewhere. What was told twice may have changed once. */
    void watch(Runnable changed);
}
