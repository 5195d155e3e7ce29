package dev.parley.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import dev.parley.bus.NodeId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Hazelcast's member list, by the node id that every Parley node announces as a member attribute. */
final class HazelcastMembership implements Membership {

    static final String ATTRIBUTE = "parley.node";

    private final com.hazelcast.cluster.Cluster cluster;
    private final NodeId self;

    HazelcastMembership(com.hazelcast.cluster.Cluster cluster, NodeId self) {
        this.cluster = cluster;
        this.self = self;
    }

    @Override
    public Set<NodeId> others() {
        return cluster.getMembers().stream()
                .flatMap(member -> node(member).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void watch(Watcher watcher) {
        cluster.addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                node(event.getMember()).ifPresent(watcher::joined);
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                node(event.getMember()).ifPresent(watcher::left);
            }
        });
    }

    private Optional<NodeId> node(Member member) {
        return Optional.ofNullable(member.getAttribute(ATTRIBUTE))
                .map(NodeId::new)
                .filter(node -> !node.equals(self));
    }
}
