package dev.parley.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleService;
import dev.parley.bus.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hazelcast's member list, by the node id that every Parley node announces as a member attribute. Safe on every thread; the
 * {@link Epochs} that watchers know are owned by a context of its own.
 *
 * <p>A place in this list is a node's lease: it holds as long as the node is heard of, and the id that Hazelcast gives a member
 * is its epoch, for a member that was removed gets another one when it is back.
 */
final class HazelcastMembership implements Membership {

    static final String ATTRIBUTE = "parley.node";

    /** A change that no event tells of is found out by then. */
    private static final long CHECK_MILLIS = 1_000;

    private final com.hazelcast.cluster.Cluster cluster;
    private final LifecycleService lifecycle;
    private final NodeId self;
    private final Context context;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    private final Epochs epochs;

    HazelcastMembership(Vertx vertx, HazelcastInstance hazelcast, NodeId self) {
        this.cluster = hazelcast.getCluster();
        this.lifecycle = hazelcast.getLifecycleService();
        this.self = self;
        this.context = vertx.getOrCreateContext();
        this.epochs = new Epochs(cluster.getLocalMember().getUuid(), listed());
        cluster.addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                compareSoon();
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                compareSoon();
            }
        });
        lifecycle.addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED) compareSoon();
        });
        vertx.setPeriodic(CHECK_MILLIS, check -> compareSoon());
    }

    @Override
    public Set<NodeId> others() {
        return Set.copyOf(listed().keySet());
    }

    @Override
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Of a node that is listed twice, the later one: it has taken the place of the earlier one. */
    private Map<NodeId, UUID> listed() {
        var listed = new HashMap<NodeId, UUID>();
        for (Member member : cluster.getMembers()) node(member).ifPresent(node -> listed.put(node, member.getUuid()));
        return listed;
    }

    private void compareSoon() {
        context.runOnContext(here -> compare());
    }

    /** The list of an instance that has stopped says nothing of the others. */
    private void compare() {
        if (!lifecycle.isRunning()) return;
        epochs.compare(cluster.getLocalMember().getUuid(), listed(), watchers);
    }

    private Optional<NodeId> node(Member member) {
        return Optional.ofNullable(member.getAttribute(ATTRIBUTE))
                .map(NodeId::new)
                .filter(node -> !node.equals(self));
    }
}
