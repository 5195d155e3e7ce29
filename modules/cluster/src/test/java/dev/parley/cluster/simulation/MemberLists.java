package dev.parley.cluster.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The members of the cluster as Hazelcast would have them: closed connections are noticed soon and silence after seconds, a
 * split makes lists of its own, and later the smaller one's members join the larger one as new members. Each host hears of
 * changes at a time of its own, and in their order. Owned by one simulation.
 */
final class MemberLists {

    private static final long SILENCE = VirtualTime.micros(Duration.ofSeconds(5));
    private static final long TICK = VirtualTime.micros(Duration.ofMillis(500));

    private static final class Group {
        final Map<Host, Integer> members = new LinkedHashMap<>();
        long joinable;
    }

    private final VirtualTime time;
    private final Network network;
    private final SplittableRandom random;
    private final List<Group> groups = new ArrayList<>();
    private final Map<Host, Group> groupOf = new LinkedHashMap<>();
    private final Map<Host, MemberView> views = new LinkedHashMap<>();
    private int incarnations;
    private long dividedSince = -1;

    MemberLists(VirtualTime time, Network network, SplittableRandom random) {
        this.time = time;
        this.network = network;
        this.random = random;
        time.after(TICK, this::tick);
    }

    /**
     * Has a host join, as soon as it may.
     *
     * @param first what it does once it is a member
     */
    void start(Host host, Consumer<MemberView> first) {
        var view = new MemberView(host, first);
        views.put(host, view);
        time.after(between(200, 1_500), () -> join(host));
    }

    MemberView view(Host host) {
        return views.get(host);
    }

    void divided() {
        dividedSince = time.now();
    }

    void healed() {
        dividedSince = -1;
    }

    /** The closed connections of a process that has ended are noticed soon. */
    void died(Host host) {
        time.after(between(0, 1_000), () -> {
            Group group = groupOf.remove(host);
            if (group == null) return;
            group.members.remove(host);
            publish(group);
        });
    }

    private void join(Host host) {
        if (!host.alive() || groupOf.containsKey(host)) return;
        Group group = groups.stream()
                .filter(each -> each.members.keySet().stream().anyMatch(member -> reachable(member, host)))
                .max(Comparator.comparingInt(each -> each.members.size()))
                .orElseGet(this::newGroup);
        add(host, group);
        publish(group);
    }

    private Group newGroup() {
        var group = new Group();
        groups.add(group);
        return group;
    }

    private void add(Host host, Group group) {
        group.members.put(host, ++incarnations);
        groupOf.put(host, group);
    }

    private void move(Host host, Group from, Group to) {
        to.members.put(host, from.members.remove(host));
        groupOf.put(host, to);
    }

    private boolean reachable(Host one, Host other) {
        return one.alive() && other.alive() && !one.frozen() && !other.frozen() && !network.apart(one, other);
    }

    // ---- Who is told when ----

    private void publish(Group group) {
        Optional<Host> master = group.members.keySet().stream().findFirst();
        for (Host host : group.members.keySet()) {
            if (!network.apart(master.orElseThrow(), host)) publish(group, host);
        }
    }

    private void publish(Group group, Host host) {
        MemberView view = views.get(host);
        var list = new LinkedHashMap<>(group.members);
        view.busyUntil = Math.max(view.busyUntil, time.now() + between(0, 300));
        time.at(
                view.busyUntil,
                () -> host.run(() -> {
                    if (groupOf.get(host) == group) view.install(list);
                }));
    }

    // ---- What is noticed after a while ----

    private void tick() {
        for (Group group : List.copyOf(groups)) {
            for (Host host : List.copyOf(group.members.keySet())) {
                if (group.members.size() > 1 && host.frozenFor(SILENCE)) evict(host, group);
            }
            if (group.members.isEmpty()) {
                groups.remove(group);
                continue;
            }
            if (dividedSince >= 0 && time.now() - dividedSince >= SILENCE) split(group);
            republish(group);
        }
        merge();
        time.after(TICK, this::tick);
    }

    private void evict(Host host, Group group) {
        Group alone = newGroup();
        move(host, group, alone);
        // Once it thaws it may find itself alone, or be told to join again before it has noticed.
        if (random.nextBoolean()) publish(alone);
        publish(group);
    }

    private void split(Group group) {
        Host master = group.members.keySet().iterator().next();
        List<Host> others = group.members.keySet().stream()
                .filter(host -> network.apart(master, host))
                .toList();
        if (others.isEmpty()) return;
        Group rest = newGroup();
        others.forEach(host -> {
            move(host, group, rest);
        });
        publish(group);
        publish(rest);
    }

    private void republish(Group group) {
        Host master = group.members.keySet().iterator().next();
        for (Host host : group.members.keySet()) {
            boolean behind = !views.get(host).has(group.members);
            if (behind && reachable(master, host)) publish(group, host);
        }
    }

    private void merge() {
        Optional<Group> largest = groups.stream().max(Comparator.comparingInt((Group group) -> group.members.size()));
        if (largest.isEmpty()) return;
        for (Group group : List.copyOf(groups)) {
            if (group == largest.get()) continue;
            if (!reachable(group, largest.get())) group.joinable = 0;
            else if (group.joinable == 0) group.joinable = time.now() + between(0, 5_000);
            else if (time.now() >= group.joinable) group.members.keySet().forEach(host -> rejoin(host, group));
        }
    }

    private boolean reachable(Group one, Group other) {
        return one.members.keySet().stream()
                .anyMatch(host -> other.members.keySet().stream().anyMatch(member -> reachable(host, member)));
    }

    /** It forgets who was there without a word, and hears of everybody as new. */
    private void rejoin(Host host, Group from) {
        time.after(between(0, 800), () -> {
            if (groupOf.get(host) != from || host.frozen()) return;
            from.members.remove(host);
            groupOf.remove(host);
            if (!from.members.isEmpty()) publish(from);
            views.get(host).forget();
            time.after(between(50, 500), () -> join(host));
        });
    }

    private long between(long fromMillis, long toMillis) {
        return random.nextLong(fromMillis * 1_000, toMillis * 1_000 + 1);
    }
}
