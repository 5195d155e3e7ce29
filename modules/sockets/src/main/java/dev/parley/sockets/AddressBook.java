package dev.parley.sockets;

import dev.parley.sockets.engine.Budget;
import dev.parley.sockets.engine.IpBlock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What each address has open, and how fast it opens more. Safe on every thread.
 *
 * <p>An address without connections is forgotten once it may open as many at once as any other.
 */
final class AddressBook {

    /** What came of wanting to open one more. */
    enum Entry {
        OPENED,
        TOO_FAST,
        TOO_MANY,
        TOO_MANY_UNJOINED
    }

    /** Guarded by the map's lock for its key. */
    private static final class Open {
        private final Budget connects;
        private int connections;
        private int unjoined;

        Open(long now) {
            connects = new Budget(now);
        }

        Entry enter(int most, int mostUnjoined, int perSecond, long now) {
            if (connections >= most) return Entry.TOO_MANY;
            if (unjoined >= mostUnjoined) return Entry.TOO_MANY_UNJOINED;
            if (!connects.take(1, perSecond, now)) return Entry.TOO_FAST;
            connections++;
            unjoined++;
            return Entry.OPENED;
        }

        boolean isIdle(long now) {
            return connections == 0 && connects.debt(now) == 0;
        }
    }

    private final ConcurrentMap<String, Open> addresses = new ConcurrentHashMap<>();

    /**
     * What counts as one address: of IPv6 the network of a subscriber, who has all addresses in it (RFC 6177).
     *
     * @param address in numbers
     */
    static String block(String address) {
        return address.indexOf(':') < 0 ? address : IpBlock.network(address, 64);
    }

    Entry enter(String address, int most, int mostUnjoined, int perSecond, long now) {
        var outcome = new Entry[1];
        addresses.compute(address, (key, known) -> {
            Open open = known == null ? new Open(now) : known;
            outcome[0] = open.enter(most, mostUnjoined, perSecond, now);
            return open;
        });
        return outcome[0];
    }

    /** One of its connections is in a namespace. */
    void joined(String address) {
        addresses.computeIfPresent(address, (key, open) -> {
            open.unjoined--;
            return open;
        });
    }

    void left(String address, boolean wasJoined) {
        addresses.computeIfPresent(address, (key, open) -> {
            open.connections--;
            if (!wasJoined) open.unjoined--;
            return open;
        });
    }

    void forget(long now) {
        for (String address : addresses.keySet())
            addresses.computeIfPresent(address, (key, open) -> open.isIdle(now) ? null : open);
    }

    int size() {
        return addresses.size();
    }
}
