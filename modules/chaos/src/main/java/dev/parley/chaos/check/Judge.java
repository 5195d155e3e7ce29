package dev.parley.chaos.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Whether events came as promised: each once, in the order of its emitter, and every accepted one to whoever was a member
 * all the time, recoveries included. Owned by one thread; of use once.
 */
public final class Judge {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long AROUND_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<Emission> emissions;
    private final List<Cut> cuts;
    private final long begin;
    private final Findings findings = new Findings("events");
    private final Map<Integer, List<Emission>> byRoom = new HashMap<>();
    private final Map<String, Way> ways = new TreeMap<>();

    private Judge(List<Emission> emissions, List<Cut> cuts, long begin) {
        this.emissions = emissions;
        this.cuts = cuts;
        this.begin = begin;
        for (Emission each : emissions)
            for (Integer room : each.rooms())
                byRoom.computeIfAbsent(room, first -> new ArrayList<>()).add(each);
    }

    /** Judges; cuts say when events need not cross from one node to another, and begin is that of the run, for messages. */
    public static Verdict judge(Collection<Journal> journals, Ledger ledger, List<Cut> cuts, long begin) {
        var judge = new Judge(ledger.all(), cuts, begin);
        judge.account(journals);
        journals.forEach(judge::journal);
        judge.ways();
        return judge.findings.verdict();
    }

    private void account(Collection<Journal> journals) {
        findings.count(
                "accepted", emissions.stream().filter(Emission::isAccepted).count());
        findings.count(
                "unknown", emissions.stream().filter(each -> !each.isAccepted()).count());
        findings.count(
                "sessions recovered",
                journals.stream().mapToLong(Journal::recovered).sum());
        findings.count(
                "sessions told", journals.stream().mapToLong(Journal::told).sum());
        findings.count(
                "told though recoverable",
                journals.stream().mapToLong(Journal::toldThoughRecoverable).sum());
        findings.count(
                "never disconnected",
                journals.stream()
                        .filter(each -> each.recovered() + each.told() == 0)
                        .count());
    }

    private void journal(Journal journal) {
        for (Chain chain : journal.chains()) {
            Set<Integer> received = new HashSet<>();
            Map<Order, Integer> last = new HashMap<>();
            for (int id : chain.received()) arrived(journal, chain, received, last, id);
            complete(journal, chain, received, last);
        }
        between(journal);
    }

    /** What recovery is for: accepted while a client was away that was then told to begin anew, and so lost to it. */
    private void between(Journal journal) {
        if (journal.chains().size() < 2) return;
        Set<Integer> received = new HashSet<>();
        journal.chains().forEach(chain -> received.addAll(chain.received()));
        Set<Integer> missed = new HashSet<>();
        long end = journal.chains().getLast().begin();
        journal.chains().getFirst().joined().forEach((room, since) -> {
            for (Emission each : byRoom.getOrDefault(room, List.of()))
                if (each.isAccepted()
                        && each.sent() > since
                        && each.acceptedAt() < end
                        && each.sender() != journal.client()
                        && !received.contains(each.id())) missed.add(each.id());
        });
        findings.count("missed between sessions by clients that were told", missed.size());
    }

    /** What has one order: the events of a stream in a room. */
    private record Order(String stream, int room) {}

    private void arrived(Journal journal, Chain chain, Set<Integer> received, Map<Order, Integer> last, int id) {
        if (id < 0 || id >= emissions.size()) {
            findings.fault("invented", "client " + journal.client() + " got " + id);
            return;
        }
        Emission emission = emissions.get(id);
        findings.count("received", 1);
        if (!received.add(id)) {
            findings.fault("twice", who(journal, emission));
            return;
        }
        // What an earlier session sent, a later one may get: it is another socket.
        if (emission.sender() == journal.client() && emission.sent() > chain.begin())
            findings.fault("to its sender", who(journal, emission));
        Set<Integer> mine = new HashSet<>(emission.rooms());
        mine.retainAll(journal.rooms());
        if (mine.isEmpty()) findings.fault("to a stranger", who(journal, emission));
        for (Integer room : mine) {
            Integer before = last.put(new Order(emission.stream(), room), id);
            if (before == null || before < id) continue;
            findings.fault("out of order", who(journal, emission) + " after " + before);
            last.put(new Order(emission.stream(), room), before);
        }
    }

    /** An open chain has all; of a closed one nothing is missing before what came later of the same order. */
    private void complete(Journal journal, Chain chain, Set<Integer> received, Map<Order, Integer> last) {
        Set<Integer> looked = new HashSet<>();
        chain.joined().forEach((room, since) -> {
            for (Emission each : byRoom.getOrDefault(room, List.of())) {
                boolean due = each.isAccepted() && each.sent() > since && each.sender() != journal.client();
                boolean certain = !chain.isClosed() || each.id() < last.getOrDefault(new Order(each.stream(), room), 0);
                if (!due || !certain || !looked.add(each.id())) continue;
                findings.count("expected", 1);
                if (!received.contains(each.id())) missing(journal, chain, each);
            }
        });
    }

    private void missing(Journal journal, Chain chain, Emission emission) {
        int node = chain.nodeAt(emission.acceptedAt());
        boolean parted = cuts.stream().anyMatch(cut -> cut.parts(emission, node));
        String kind = parted ? "across a partition" : chain.isClosed() ? "a hole" : "lost";
        ways.merge(kind + " from node " + emission.node() + " to node " + node, Way.of(emission), Way::and);
        if (parted) findings.count(kind, 1);
        else findings.fault(kind, who(journal, emission) + " while at node " + node + around(chain, emission));
    }

    /** Where it was then, and before and after that. */
    private String around(Chain chain, Emission emission) {
        return chain.stays().stream()
                .filter(stay -> Math.abs(stay.from() - emission.acceptedAt()) < AROUND_NANOS)
                .map(stay -> "at node %d from %.3f s".formatted(stay.node(), seconds(stay.from())))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    /** How much is missing of what one node took for the clients of another, and when it was accepted. */
    private record Way(long count, long first, long last) {

        static Way of(Emission emission) {
            return new Way(1, emission.acceptedAt(), emission.acceptedAt());
        }

        Way and(Way other) {
            return new Way(count + other.count, Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    private void ways() {
        ways.forEach((way, each) -> findings.remark("%s: %d, accepted from %.3f s to %.3f s"
                .formatted(way, each.count(), seconds(each.first()), seconds(each.last()))));
    }

    private String who(Journal journal, Emission emission) {
        return "event %d of %s, sent at %.3f s, accepted at %.3f s by node %d: client %d"
                .formatted(
                        emission.id(),
                        emission.stream(),
                        seconds(emission.sent()),
                        emission.isAccepted() ? seconds(emission.acceptedAt()) : 0,
                        emission.node(),
                        journal.client());
    }

    private double seconds(long time) {
        return (time - begin) / NANOS_PER_SECOND;
    }
}
