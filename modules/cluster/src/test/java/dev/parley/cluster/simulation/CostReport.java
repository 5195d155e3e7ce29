package dev.parley.cluster.simulation;

/** The costs of clusters of several sizes, as text. */
final class CostReport {

    private static final String EVENTS = "%8s %8s %14s %14s %11s %10s %10s %16s %8s%n";
    private static final String SIZES = "%8s %10s %16s %12s %18s%n";

    private CostReport() {}

    static String of(int... sizes) {
        var text = new StringBuilder();
        text.append(
                "Messages between nodes. An event is for a room on k of n nodes; the rest are questions, each answered.\n\n");
        text.append(EVENTS.formatted(
                "nodes n",
                "k",
                "event, member",
                "event, other",
                "first join",
                "next join",
                "last leave",
                "1,000 at once",
                "beats/s"));
        for (int nodes : sizes) {
            for (int spread : new int[] {3, nodes}) {
                text.append(row(CostTable.of(nodes, spread)));
                if (nodes == 3) break;
            }
        }
        text.append("\nThe directory of one node, with 1,000 clients at each node, each in 3 rooms\n\n");
        text.append(SIZES.formatted("nodes n", "entries", "bytes of heap", "per entry", "bytes to join"));
        for (int nodes : sizes) {
            DirectorySize size = DirectorySize.of(nodes);
            text.append(SIZES.formatted(
                    nodes, size.entries(), size.heapBytes(), size.heapBytes() / size.entries(), size.snapshotBytes()));
        }
        return text.toString();
    }

    private static String row(CostTable.Row row) {
        return EVENTS.formatted(
                row.nodes(),
                row.spread(),
                row.fromMember(),
                row.fromOther() < 0 ? "-" : row.fromOther(),
                row.firstJoin(),
                row.nextJoin(),
                row.lastLeave(),
                row.burst(),
                "%.1f".formatted(row.beats()));
    }
}
