package dev.parley.sockets;

import dev.parley.bus.Identity;
import dev.parley.bus.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;

/**
 * What was revoked a moment ago, for sockets whose token was found good a moment before that. Confined to one event loop.
 */
final class RecentRevocations {

    /** Longer than it can take from the check of a token to the socket that lives by it. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private record Recent(Revocation revocation, Instant at) {}

    private final InstantSource clock;
    private final ArrayDeque<Recent> recent = new ArrayDeque<>(0);

    RecentRevocations(InstantSource clock) {
        this.clock = clock;
    }

    void add(Revocation revocation) {
        forget();
        recent.add(new Recent(revocation, clock.instant()));
    }

    boolean cover(String app, Identity identity) {
        forget();
        return recent.stream()
                .map(Recent::revocation)
                .anyMatch(each -> each.app().equals(app) && each.covers(identity));
    }

    private void forget() {
        Instant old = clock.instant().minus(REMEMBERED);
        while (!recent.isEmpty() && recent.element().at.isBefore(old)) recent.remove();
    }
}
