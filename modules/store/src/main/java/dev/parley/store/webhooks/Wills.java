package dev.parley.store.webhooks;

import dev.parley.bus.webhooks.Notice;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/** What is told for sockets should their node die. Safe on every thread; a future fails with a StoreLost. */
public interface Wills {

    /** What is told for a socket. */
    record StoredWill(String socket, String node, List<Notice> notices) {
        public StoredWill {
            notices = List.copyOf(notices);
        }
    }

    /** Keeps some, each in the place of an earlier one of its socket. */
    Future<Void> put(List<StoredWill> wills);

    /** Takes some back. */
    Future<Void> remove(Collection<String> sockets);

    /**
     * Some of a node's, in the order of their sockets.
     *
     * @param after goes on behind that socket; the empty text is before all
     */
    Future<List<StoredWill>> of(String node, String after, int limit);
}
