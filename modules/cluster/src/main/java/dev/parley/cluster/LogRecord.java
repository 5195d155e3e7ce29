package dev.parley.cluster;

import dev.parley.bus.NodeId;
import dev.parley.cluster.EventLogs.End;
import java.time.Instant;
import java.util.Optional;

/**
 * What the cluster knows of a node's log.
 *
 * @param holder who answers for it
 * @param backup who has a complete copy
 * @param end if the origin has died
 */
record LogRecord(NodeId holder, Optional<NodeId> backup, Optional<End> end) {

    /** Lines, so that names of nodes may have what they like in them but line breaks. */
    String text() {
        return String.join(
                "\n",
                "1",
                holder.value(),
                backup.map(NodeId::value).orElse(""),
                end.map(each -> Long.toString(each.last())).orElse(""),
                end.map(each -> Long.toString(each.at().toEpochMilli())).orElse(""));
    }

    /** Nothing if it was written by a release that this one does not understand. */
    static Optional<LogRecord> read(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 5 || !lines[0].equals("1")) return Optional.empty();
        return Optional.of(new LogRecord(
                new NodeId(lines[1]),
                Optional.of(lines[2]).filter(name -> !name.isEmpty()).map(NodeId::new),
                lines[3].isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new End(Long.parseLong(lines[3]), Instant.ofEpochMilli(Long.parseLong(lines[4]))))));
    }
}
