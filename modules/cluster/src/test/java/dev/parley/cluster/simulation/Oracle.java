package dev.parley.cluster.simulation;

import dev.parley.bus.Audience;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Knows what is true, and remembers the first node that said something else. Owned by one simulation. */
final class Oracle {

    private final VirtualTime time;
    private final Supplier<List<Server>> servers;
    private Optional<Finding> finding = Optional.empty();
    private long judged;

    Oracle(VirtualTime time, Supplier<List<Server>> servers) {
        this.time = time;
        this.servers = servers;
    }

    /** What went wrong first, if anything did. */
    Optional<Finding> finding() {
        return finding;
    }

    /** How many times it was asked whether a node routes to another one. */
    long judged() {
        return judged;
    }

    void found(Finding.Rule rule, String what) {
        if (finding.isEmpty()) finding = Optional.of(new Finding(rule, time.now(), what));
    }

    // ---- At any time ----

    /** From the moment that a join is acknowledged, every node that accepts events routes them there (promise P1). */
    void acknowledged(Server at, Place place) {
        for (Server other : serving()) routes(other, place, at);
    }

    /** An event goes to each node that has acknowledged a join of one of its rooms, once (promises P1 and P3). */
    void emit(Server from, Audience audience) {
        Collection<NodeId> nodes = from.node().nodesOf(audience);
        if (new HashSet<>(nodes).size() != nodes.size())
            found(Finding.Rule.ONCE, from.host() + " sends twice to one of " + nodes);
        for (Target target : audience.to()) {
            for (Server to : servers.get()) routes(from, new Place(audience.namespace(), target), to);
        }
    }

    private void routes(Server from, Place place, Server to) {
        if (!promised(from, place, to)) return;
        judged++;
        if (!nodesOf(from, place).contains(to.host().id))
            found(
                    Finding.Rule.BARRIER,
                    from.host() + " does not route to " + to.host() + ", which has acknowledged a join of " + place);
    }

    /**
     * The promise is made among nodes that are members to each other. Of joins that were acknowledged before, each knows when both
     * are done getting to know each other, of one that is acknowledged later at once.
     */
    private static boolean promised(Server from, Place place, Server to) {
        if (from == to) return to.hasAcknowledged(place);
        if (!from.node().hasMember(to.host().id)) return false;
        if (to.hasAcknowledgedSinceItMet(from.host().id, place)) return true;
        return to.hasAcknowledged(place)
                && from.node().hasMet(to.host().id)
                && to.node().hasMet(from.host().id);
    }

    private List<Server> serving() {
        return servers.get().stream().filter(server -> server.host().serves()).toList();
    }

    private static Collection<NodeId> nodesOf(Server server, Place place) {
        return server.node().nodesOf(Audience.of(place.namespace(), place.target()));
    }

    // ---- Some time after the last fault ----

    /** Each node knows who is online (promise P6). */
    boolean presenceIsTrue() {
        Set<String> users = new TreeSet<>();
        for (Place place : placesInAll()) {
            if (place.target().kind() == Target.Kind.USER)
                users.add(place.target().name());
        }
        return serving().stream()
                .allMatch(server -> server.node().online().in(Server.ROOT).equals(users));
    }

    void presence(long within) {
        if (!presenceIsTrue())
            found(
                    Finding.Rule.PRESENCE,
                    "who is online is not known everywhere %d s after the last fault".formatted(within / 1_000_000));
    }

    /** Nobody waits any more, and each node knows all places of all nodes and the sums at its own. */
    void everything() {
        Set<Place> places = placesInAll();
        for (Server server : servers.get()) {
            String host = server.host().toString();
            if (!server.ready()) found(Finding.Rule.LIVENESS, host + " has not become ready");
            if (server.waiting() > 0)
                found(Finding.Rule.LIVENESS, host + " has not acknowledged " + server.waiting() + " joins");
            if (!server.node().places().equals(places))
                found(Finding.Rule.ROUTES, host + " knows " + server.node().places() + ", but there are " + places);
            for (Place place : places) everything(server, place);
        }
    }

    private void everything(Server server, Place place) {
        Set<NodeId> truth = new TreeSet<>();
        int members = 0;
        for (Server other : servers.get()) {
            int there = other.members(place);
            members += there;
            if (there > 0) truth.add(other.host().id);
        }
        Set<NodeId> known = new TreeSet<>(nodesOf(server, place));
        if (!known.equals(truth))
            found(Finding.Rule.ROUTES, server.host() + " routes " + place + " to " + known + " instead of " + truth);
        boolean counts = place.target().kind() == Target.Kind.ROOM && server.members(place) > 0;
        if (counts && server.node().counted(place) != members)
            found(
                    Finding.Rule.COUNTS,
                    server.host() + " counts " + server.node().counted(place) + " at " + place + ", not " + members);
    }

    private Set<Place> placesInAll() {
        var places = new HashSet<Place>();
        for (Server server : servers.get()) places.addAll(server.places());
        return places;
    }
}
