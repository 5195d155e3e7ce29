package dev.parley.api;

import dev.parley.api.access.ConsoleSessions;
import dev.parley.api.audit.AuditLog;
import dev.parley.api.server.Drains;
import dev.parley.api.server.NodeFacts;
import dev.parley.apps.Apps;
import dev.parley.apps.registry.AppRegistry;
import dev.parley.bus.Bus;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.tracing.Tracing;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.OnlineUsers;
import dev.parley.cluster.SharedRecords;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the routes have of the rest of the node.
 *
 * @param namespaces whether there is a namespace of this name
 * @param sockets those of the whole cluster
 * @param keptAnswers shared by all nodes, for idempotency keys alone
 * @param ids makes the ids of accepted events, and of requests
 * @param sessions of the console, if there is one
 * @param audit what admins have had done
 * @param nanoTime as {@link System#nanoTime}
 * @param profiles what the profiles of this node's namespaces serve over HTTP
 * @param documents of these profiles; the one that the namespace {@code /} speaks comes first, if it is there
 * @param tracing who is told of requests
 */
public record ApiServices(
        Apps apps,
        AppRegistry registry,
        Bus bus,
        Chat chat,
        Webhooks webhooks,
        OnlineUsers online,
        Predicate<String> namespaces,
        Broadcaster broadcaster,
        Inquiries inquiries,
        ClusterSockets sockets,
        SharedRecords keptAnswers,
        Supplier<String> ids,
        Health health,
        NodeFacts node,
        Drains drains,
        Optional<ConsoleSessions> sessions,
        AuditLog audit,
        PrometheusMeterRegistry meters,
        InstantSource clock,
        LongSupplier nanoTime,
        List<ProfileRoutes> profiles,
        List<ProfileDocuments> documents,
        Tracing tracing) {
    public ApiServices {
        documents = List.copyOf(documents);
        profiles = List.copyOf(profiles);
    }
}
