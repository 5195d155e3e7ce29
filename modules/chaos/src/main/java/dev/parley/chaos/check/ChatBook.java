package dev.parley.chaos.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was said in chat rooms, and what the store was told to have. Safe on every thread. */
public final class ChatBook {

    /** A message of a history, and what its sender called it. */
    public record Message(long number, String said) {}

    private final Map<String, Map<String, Long>> acknowledged = new HashMap<>();
    private final Map<String, Set<String>> tried = new HashMap<>();
    private final Findings findings = new Findings("chat");

    public synchronized void sending(String room, String said) {
        tried.computeIfAbsent(room, first -> new HashSet<>()).add(said);
    }

    /** It may be acknowledged again when it was sent again, by the same number. */
    public synchronized void acknowledged(String room, Message message) {
        Long before = acknowledged
                .computeIfAbsent(room, first -> new HashMap<>())
                .putIfAbsent(message.said(), message.number());
        if (before != null && before != message.number())
            findings.fault("numbered twice", room + " " + message + ", before " + before);
    }

    /** Judges by all messages of each room in their order. */
    public synchronized Verdict judge(Map<String, List<Message>> histories) {
        findings.count(
                "acknowledged",
                acknowledged.values().stream().mapToLong(Map::size).sum());
        tried.forEach((room, all) -> room(room, all, histories.getOrDefault(room, List.of())));
        return findings.verdict();
    }

    private void room(String room, Set<String> all, List<Message> history) {
        Map<String, Long> kept = new HashMap<>();
        long next = 1;
        for (Message each : history) {
            findings.count("in history", 1);
            if (each.number() != next) findings.fault("a gap", room + " has " + each + " in place of " + next);
            next = each.number() + 1;
            if (!all.contains(each.said())) findings.fault("invented", room + " " + each);
            if (kept.put(each.said(), each.number()) != null) findings.fault("stored twice", room + " " + each);
        }
        acknowledged.getOrDefault(room, Map.of()).forEach((said, number) -> {
            Long found = kept.get(said);
            if (found == null) findings.fault("lost", room + " " + said + ", acknowledged as " + number);
            else if (!found.equals(number))
                findings.fault("moved", room + " " + said + " from " + number + " to " + found);
        });
    }
}
