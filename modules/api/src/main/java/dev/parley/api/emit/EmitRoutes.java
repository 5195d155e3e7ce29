package dev.parley.api.emit;

import dev.parley.api.access.Access;
import dev.parley.api.http.Routes;
import dev.parley.api.idempotency.IdempotentRequests;
import dev.parley.apps.Scope;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Inquiries;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** {@code /api/v1/emit}: events of backends. Safe on every thread. */
public final class EmitRoutes {

    private final EmitHandler one;
    private final BatchHandler several;

    /**
     * The routes of one node.
     *
     * @param namespaces whether there is a namespace of this name
     * @param ids makes the ids of accepted events
     */
    public EmitRoutes(
            EmitLimits limits,
            Predicate<String> namespaces,
            Broadcaster broadcaster,
            Inquiries inquiries,
            ClusterSockets sockets,
            Supplier<String> ids,
            IdempotentRequests idempotent) {
        this.one = new EmitHandler(limits, namespaces, broadcaster, inquiries, sockets, ids, idempotent);
        this.several = new BatchHandler(limits, namespaces, broadcaster, ids, idempotent);
    }

    public void addTo(Routes routes, Access access) {
        routes.relay("emit", access.scope(Scope.EMIT), one);
        routes.relay("emitBatch", access.scope(Scope.EMIT), several);
    }
}
