package dev.parley.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.spi.merge.LatestUpdateMergePolicy;
import dev.parley.bus.NodeId;
import java.util.List;
import java.util.Map;

/** Hazelcast as Parley needs it: found by a member list, bound to one address, quick to notice a death. */
final class HazelcastSettings {

    /** Where Vert.x keeps which node hears which address. */
    static final String SUBSCRIPTIONS = "__vertx.subs";

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.phone.home.enabled", "false"),
            // The process shuts down in Parley's order, not in Hazelcast's.
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.logging.type", "slf4j"),
            // It would take connections at every address of the machine, and whoever can connect can join.
            Map.entry("hazelcast.socket.server.bind.any", "false"),
            // Waiting for more members to show up only delays the start.
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.max.wait.seconds.before.join", "2"),
            // A node that was killed is out within about a second, by its closed connection. One that is cut off, or
            // frozen, is out after 5 s: both sides of a cut were measured to notice it within 6 s, and a pause of 3 s
            // puts nobody out. The detector that learns (phi accrual) took 11 s once it had seen such pauses: too late
            // for
            // presence, which is to be right within 10 s.
            Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
            // One that leaves does not wait for members that it cannot reach any more.
            Map.entry("hazelcast.graceful.shutdown.max.wait", "8"),
            // Two halves look for each other every 5 s instead of every 2 to 5 minutes; measured: one again 2 to 3 s
            // after the network is whole.
            Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "5"));

    private HazelcastSettings() {}

    static Config of(ClusterConfig cluster, NodeId self) {
        var config = new Config();
        config.setClusterName(cluster.name());
        config.getMemberAttributeConfig().setAttribute(HazelcastMembership.ATTRIBUTE, self.value());
        PROPERTIES.forEach(config::setProperty);
        config.setProperty("hazelcast.local.localAddress", cluster.host());
        // Nobody reads them; to collect them takes longest when a node is lost.
        config.getMetricsConfig().setEnabled(false);
        network(config.getAdvancedNetworkConfig(), cluster);

        // What Vert.x's own cluster manager keeps; without these it would lose registrations with a node.
        config.addMultiMapConfig(new MultiMapConfig(SUBSCRIPTIONS)
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
        config.addMapConfig(new MapConfig("parley.*").setBackupCount(1));
        for (String changing : List.of("parley.apps", "parley.revocations", "parley.sessions"))
            config.addMapConfig(lasting(changing));

        // Hazelcast itself sends faults from node to node by Java serialisation; nothing else may come that way.
        var filter = new JavaSerializationFilterConfig();
        filter.setDefaultsDisabled(true);
        filter.getWhitelist()
                .addPrefixes(
                        "com.hazelcast.",
                        "[Lcom.hazelcast.",
                        "io.vertx.spi.cluster.hazelcast.",
                        "java.lang.",
                        "[Ljava.lang.",
                        "java.util.Collections$");
        config.getSerializationConfig().setJavaSerializationFilterConfig(filter);
        return config;
    }

    /**
     * Of what was changed in both parts of a split cluster, the later change stays, not that of the greater part. A third
     * copy, for which no write waits, is there when the second is just on its way to another node.
     */
    private static MapConfig lasting(String name) {
        return new MapConfig(name)
                .setBackupCount(1)
                .setAsyncBackupCount(1)
                .setPerEntryStatsEnabled(true)
                .setMergePolicyConfig(new MergePolicyConfig().setPolicy(LatestUpdateMergePolicy.class.getSimpleName()));
    }

    /**
     * A port for members alone: Hazelcast's clients are not heard there. On a port for everything, one that takes connections
     * and says nothing, as a frozen process does, keeps the thread that wants to write to it turning round and round until it
     * answers (hazelcast/hazelcast#26473); that thread writes to nobody else, and healthy members lose one another.
     */
    private static void network(AdvancedNetworkConfig network, ClusterConfig cluster) {
        var port = new ServerSocketEndpointConfig().setPort(cluster.port()).setPortAutoIncrement(false);
        port.setPublicAddress(cluster.host());
        network.setEnabled(true).setMemberEndpointConfig(port);
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.setTcpIpConfig(new LookedUpMembers(cluster.members(), cluster.host()));
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
    }
}
