package dev.parley.chat;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.Done;
import dev.parley.bus.chat.UserQuestion.Seen;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.UserKey;
import dev.parley.store.documents.StoreLost;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Collects when users were last seen, and stores it some seconds later, all at once. Owned by the context of its
 * ChatVerticle. What is collected when the node dies is lost.
 */
final class Sightings {

    private static final long EVERY_MILLIS = 10_000;
    private static final int MAX = 10_000;

    private final Context context;
    private final ChatStore store;
    private final Outage outage;
    private Map<UserKey, Instant> seen = new HashMap<>();

    Sightings(Context context, ChatStore store, Outage outage) {
        this.context = context;
        this.store = store;
        this.outage = outage;
    }

    Future<ChatAnswer<Done>> note(Seen sighting) {
        if (seen.isEmpty()) context.owner().setTimer(EVERY_MILLIS, due -> flush());
        var user = new UserKey(sighting.at(), sighting.user());
        if (seen.size() < MAX || seen.containsKey(user)) {
            seen.merge(user, sighting.when(), (one, other) -> one.isAfter(other) ? one : other);
        }
        return Future.succeededFuture(ChatAnswer.told(Done.DONE));
    }

    /** Stores what was collected; done when it is. It does not fail: what cannot be stored is forgotten. */
    Future<Void> flush() {
        if (seen.isEmpty()) return Future.succeededFuture();
        Map<UserKey, Instant> all = seen;
        seen = new HashMap<>();
        return store.users().seen(all).recover(fault -> {
            if (fault instanceof StoreLost lost) outage.began(lost);
            return Future.succeededFuture();
        });
    }
}
