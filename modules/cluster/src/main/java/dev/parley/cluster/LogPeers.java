package dev.parley.cluster;

import dev.parley.bus.LogMessage.FromLog;
import dev.parley.bus.LogMessage.LogCopied;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.NodeId;
import io.vertx.core.Future;
import java.util.Map;

/** Speaks to the other nodes, and to the cluster, for {@link LogKeeper}, which decides what is said again. */
interface LogPeers {

    /** In its place among the events that are sent to the node. */
    void send(NodeId node, FromLog said);

    /** May never be answered. */
    Future<LogCopied> copy(NodeId node, LogCopy part);

    /** Tells the cluster of a log. */
    Future<Void> record(NodeId origin, LogRecord record);

    /** The log is kept by nobody any more. */
    void forget(NodeId origin);

    /** What the cluster knows of all logs, at this moment. */
    Future<Map<NodeId, LogRecord>> records();
}
