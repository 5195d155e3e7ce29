package dev.parley.sockets;

import dev.parley.bus.LogMessage.ToLog;
import dev.parley.bus.NodeId;
import dev.parley.cluster.EventLogs;
import dev.parley.cluster.SavedSessions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a node has where no client comes back: no logs, and no sessions. */
record NoRecovery() implements EventLogs, SavedSessions {

    @Override
    public Future<List<LogPlace>> all() {
        return Future.succeededFuture(List.of());
    }

    @Override
    public List<LogPlace> known() {
        return List.of();
    }

    @Override
    public boolean unsettled() {
        return false;
    }

    @Override
    public void ask(NodeId holder, ToLog request) {}

    @Override
    public Future<Boolean> create(String name, String text, Duration life) {
        return Future.succeededFuture(false);
    }

    @Override
    public Future<Boolean> replace(String name, String expected, String text, Duration life) {
        return Future.succeededFuture(false);
    }

    @Override
    public Future<Boolean> remove(String name, String expected) {
        return Future.succeededFuture(false);
    }

    @Override
    public Future<Optional<String>> find(String name) {
        return Future.succeededFuture(Optional.empty());
    }
}
