package dev.parley.api.access;

import dev.parley.apps.ApiKey;
import dev.parley.cluster.SharedRecords;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of the console that were ended before their time. A cookie would be as good as ever for whoever had copied it, so
 * all nodes remember until it has expired. Safe on every thread.
 */
final class EndedSessions {

    private static final Logger log = LoggerFactory.getLogger(EndedSessions.class);

    private final SharedRecords records;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    EndedSessions(SharedRecords records) {
        this.records = records;
        records.watch(this::look);
        look();
    }

    boolean contain(String id) {
        return known.contains(digest(id));
    }

    /** Here at once, on the other nodes within moments. */
    void add(String id, Duration left) {
        known.add(digest(id));
        records.create(digest(id), "", Optional.of(left))
                .onFailure(fault ->
                        log.warn("the other nodes may not know that a session of the console was ended", fault));
    }

    private void look() {
        records.all().onSuccess(all -> {
            known.addAll(all.keySet());
            known.retainAll(all.keySet());
        });
    }

    /** What is remembered opens nothing. */
    private static String digest(String id) {
        return ApiKey.digest(id);
    }
}
