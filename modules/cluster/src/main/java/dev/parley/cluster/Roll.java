package dev.parley.cluster;

import dev.parley.bus.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is there and who is missed, as one node sees it. Immutable.
 *
 * @param departing of the others, those that have said that they will leave
 * @param missedUntil of each node that is missed, the earliest first; which node it was does not matter: another one may
 *     come in its place
 */
record Roll(Set<NodeId> others, Set<NodeId> departing, List<Instant> missedUntil) {

    static final Roll ALONE = new Roll(Set.of(), Set.of(), List.of());

    Roll {
        others = Set.copyOf(others);
        departing = Set.copyOf(departing);
        missedUntil = List.copyOf(missedUntil);
    }

    Roll joined(NodeId node) {
        if (others.contains(node)) return this;
        return new Roll(
                Stream.concat(others.stream(), Stream.of(node)).collect(Collectors.toSet()),
                departing,
                missedUntil.stream().skip(1).toList());
    }

    Roll left(NodeId node, Instant until) {
        if (!others.contains(node)) return this;
        Predicate<NodeId> stays = each -> !each.equals(node);
        return new Roll(
                others.stream().filter(stays).collect(Collectors.toSet()),
                departing.stream().filter(stays).collect(Collectors.toSet()),
                departing.contains(node)
                        ? missedUntil
                        : Stream.concat(missedUntil.stream(), Stream.of(until))
                                .sorted()
                                .toList());
    }

    Roll departing(NodeId node) {
        if (!others.contains(node)) return this;
        return new Roll(
                others, Stream.concat(departing.stream(), Stream.of(node)).collect(Collectors.toSet()), missedUntil);
    }

    /** How many are missed at that time. */
    long missed(Instant now) {
        return missedUntil.stream().filter(now::isBefore).count();
    }
}
