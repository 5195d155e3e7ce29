package dev.parley.cluster.simulation;

import dev.parley.bus.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The member list that one host has, which tells its directory of changes. Owned by {@link MemberLists}. */
final class MemberView {

    private final Host host;
    private final Consumer<MemberView> first;
    private Map<Host, Integer> members = Map.of();
    private Map<Host, Integer> told = Map.of();
    private boolean joined;

    /** Until then it hears of changes that were published earlier. */
    long busyUntil;

    MemberView(Host host, Consumer<MemberView> first) {
        this.host = host;
        this.first = first;
    }

    Set<NodeId> others() {
        return members.keySet().stream()
                .filter(member -> member != host)
                .map(member -> member.id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean has(Map<Host, Integer> list) {
        return members.equals(list);
    }

    void install(Map<Host, Integer> list) {
        members = new LinkedHashMap<>(list);
        compare();
        if (joined) return;
        joined = true;
        first.accept(this);
    }

    /**
     * Tells the directory of the difference between what it knows and what is. Whoever left and came back in between did both,
     * and so did all others if this host did.
     */
    void compare() {
        Server server = host.server;
        if (server == null) return;
        Map<Host, Integer> before = told;
        told = new LinkedHashMap<>(members);
        boolean missed = !told.getOrDefault(host, 0).equals(before.get(host));
        before.keySet().stream()
                .filter(member ->
                        member != host && (missed || !before.get(member).equals(told.get(member))))
                .peek(member -> server.part(member.id))
                .toList()
                .forEach(member -> server.left(member.id));
        told.forEach((member, since) -> {
            if (member != host && (missed || !since.equals(before.get(member)))) server.joined(member.id);
        });
    }

    /** The directory has asked for the members, and hears of changes from now on. */
    Set<NodeId> watch() {
        told = new LinkedHashMap<>(members);
        return others();
    }

    void forget() {
        members = Map.of();
    }
}
