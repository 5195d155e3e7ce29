package dev.parley.tokens;

import dev.parley.bus.Revocation;
import dev.parley.bus.Revocation.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows to be revoked. Confined to the context of its TokenVerticle.
 *
 * <p>Nothing leaves it before its time: nobody takes a revocation back, and records that the cluster has lost are still
 * known here.
 */
final class RevocationTable {

    private record Subject(String app, Kind kind, String of) {}

    private record Entry(Instant before, Instant until) {}

    private final Map<Subject, Entry> entries = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    /** The same in the one form that is compared and kept: in milliseconds, and without what does not matter. */
    static Revocation plain(Revocation revocation) {
        Instant before = revocation.kind() == Kind.TOKEN ? Instant.EPOCH : revocation.before();
        String of = revocation.kind() == Kind.ALL ? "" : revocation.of();
        return new Revocation(revocation.app(), revocation.kind(), of, Instant.ofEpochMilli(before.toEpochMilli()));
    }

    /**
     * Adds a plain one.
     *
     * @return whether it revokes more than what was known
     */
    boolean add(Revocation revocation, Instant until) {
        var subject = new Subject(revocation.app(), revocation.kind(), revocation.of());
        Entry known = entries.get(subject);
        if (known != null && !known.before.isBefore(revocation.before())) return false;
        entries.put(subject, new Entry(revocation.before(), until));
        if (known == null) sizes.merge(revocation.app(), 1, Integer::sum);
        return true;
    }

    /** The one of the same token, user or all that is known already. */
    Optional<Revocation> known(Revocation of) {
        return Optional.ofNullable(entries.get(new Subject(of.app(), of.kind(), of.of())))
                .map(entry -> new Revocation(of.app(), of.kind(), of.of(), entry.before));
    }

    /** How many there are of one app. */
    int size(String app) {
        return sizes.getOrDefault(app, 0);
    }

    /**
     * Whether a token is revoked.
     *
     * @param id its {@code jti}, if it has one
     * @param user whom it names, if it does
     * @param issued when it was made; null if only its id can revoke it
     */
    boolean covers(String app, @Nullable String id, @Nullable String user, @Nullable Instant issued) {
        if (id != null && entries.containsKey(new Subject(app, Kind.TOKEN, id))) return true;
        if (issued == null) return false;
        return isBefore(issued, new Subject(app, Kind.ALL, ""))
                || (user != null && isBefore(issued, new Subject(app, Kind.USER, user)));
    }

    private boolean isBefore(Instant issued, Subject subject) {
        Entry entry = entries.get(subject);
        return entry != null && issued.isBefore(entry.before);
    }

    /** Forgets those whose time is over. */
    void forget(Instant now) {
        entries.entrySet().removeIf(each -> {
            boolean over = !now.isBefore(each.getValue().until);
            if (over) sizes.merge(each.getKey().app, -1, Integer::sum);
            return over;
        });
        sizes.values().removeIf(size -> size == 0);
    }
}
