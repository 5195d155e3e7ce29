package dev.parley.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.multimap.MultiMap;
import dev.parley.bus.Addresses;
import dev.parley.bus.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A node's place in the cluster: its Vert.x with a clustered event bus, and what Hazelcast shares. Immutable. A node
 * without members to look for gets the same without Hazelcast.
 */
public final class Cluster {

    private final Vertx vertx;
    private final Membership membership;
    private final PlaceRegister register;
    private final Optional<Claims> claims;
    private final Function<String, SharedRecords> records;
    private final Function<NodeId, Future<Boolean>> listed;

    private Cluster(
            Vertx vertx,
            Membership membership,
            PlaceRegister register,
            Optional<Claims> claims,
            Function<String, SharedRecords> records,
            Function<NodeId, Future<Boolean>> listed) {
        this.vertx = vertx;
        this.membership = membership;
        this.register = register;
        this.claims = claims;
        this.records = records;
        this.listed = listed;
    }

    /**
     * Starts Vert.x and joins the other nodes; being the first one is a way of joining.
     *
     * @return fails when the address is taken or not this machine's, or when nodes of the cluster refuse this one
     */
    public static Future<Cluster> join(ClusterConfig config, NodeId self, VertxOptions options) {
        if (!config.enabled()) {
            Vertx vertx = Vertx.vertx(options);
            return Future.succeededFuture(new Cluster(
                    vertx,
                    Membership.ALONE,
                    PlaceRegister.UNSHARED,
                    Optional.empty(),
                    alone(),
                    node -> Future.succeededFuture(true)));
        }
        var hazelcast = new HazelcastClusterManager(HazelcastSettings.of(config, self));
        options.setEventBusOptions(BusSettings.of(config));
        return Vertx.builder()
                .with(options)
                .withClusterManager(hazelcast)
                .buildClustered()
                .map(vertx -> joined(vertx, hazelcast.getHazelcastInstance(), self));
    }

    private static Function<String, SharedRecords> alone() {
        var kept = new ConcurrentHashMap<String, SharedRecords>();
        return name -> kept.computeIfAbsent(name, first -> new LocalRecords(InstantSource.system()));
    }

    private static Cluster joined(Vertx vertx, HazelcastInstance hazelcast, NodeId self) {
        IMap<String, Boolean> places = hazelcast.getMap(HazelcastPlaceRegister.MAP);
        IMap<String, Boolean> claimed = hazelcast.getMap("parley.claims");
        MultiMap<String, Object> subscriptions = hazelcast.getMultiMap(HazelcastSettings.SUBSCRIPTIONS);
        Claims claims = (name, forHowLong) -> Future.fromCompletionStage(
                        claimed.putAsync(name, Boolean.TRUE, HazelcastRecords.ttl(forHowLong), TimeUnit.MILLISECONDS))
                .map(earlier -> earlier == null);
        return new Cluster(
                vertx,
                new HazelcastMembership(vertx, hazelcast, self),
                new HazelcastPlaceRegister(vertx, places),
                Optional.of(claims),
                name -> new HazelcastRecords(vertx, hazelcast.getMap("parley." + name)),
                node -> vertx.executeBlocking(
                        () -> subscriptions.containsKey(Addresses.node(node).name()), false));
    }

    public Vertx vertx() {
        return vertx;
    }

    public Membership membership() {
        return membership;
    }

    /** Nothing on a node without a cluster, where local memory decides as well. */
    public Optional<Claims> claims() {
        return claims;
    }

    /** Records that all nodes share under one name; those of a node without a cluster are its own. */
    public SharedRecords records(String name) {
        return records.apply(name);
    }

    /** Sessions that clients may come back to; those of a node without a cluster are its own. */
    public SavedSessions sessions() {
        return new SharedSessions(records("sessions"));
    }

    /** Whether messages for a node's address find it; fails when the cluster cannot tell. */
    Future<Boolean> lists(NodeId node) {
        return listed.apply(node);
    }

    /** Leaves the cluster and stops Vert.x with everything that is deployed on it. */
    public Future<Void> leave() {
        return vertx.close();
    }

    PlaceRegister register() {
        return register;
    }
}
