package dev.parley.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.cluster.Applied;
import dev.parley.cluster.Reach;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneNodeTest {

    private static final int MEMBERS = 70;
    private static final Audience ROOM = Audience.of(OneNode.NAMESPACE, OneNode.ROOM);
    private static final RawJson EVENT = RawJson.EMPTY_ARRAY.with(RawJson.string("m"));

    private final OneNode node = OneNode.start();

    @AfterEach
    void stop() {
        node.close();
    }

    private Applied reported(Audience audience) {
        return node.await(
                () -> node.sockets().reported(new Broadcast("id", audience, EVENT, List.of(), false), Reach.CLUSTER));
    }

    @Test
    void whoIsGatheredIsInTheRoom() {
        node.gather(MEMBERS);
        assertThat(reported(ROOM).members()).isEqualTo(MEMBERS);
    }

    @Test
    void anEventToTheRoomWithoutItReachesNobody() {
        node.gather(MEMBERS);
        assertThat(reported(ROOM.without(OneNode.ROOM)).members()).isZero();
    }

    @Test
    void aMemberLeavesAndJoinsAgain() {
        node.gather(2);
        ClientSocket member = node.member();
        node.await(() -> member.leave(OneNode.ROOM));
        assertThat(reported(ROOM).members()).isOne();
        node.await(() -> member.join(OneNode.ROOM));
        assertThat(reported(ROOM).members()).isEqualTo(2);
    }

    @Test
    void roomsThatAreEnteredAreThisNodes() {
        Target room = Target.room("public:r1");
        node.enter(List.of(room));
        assertThat(node.directory().nodesOf(Audience.of(OneNode.NAMESPACE, room)))
                .hasSize(1);
        assertThat(node.directory().nodesOf(Audience.of(OneNode.NAMESPACE, Target.room("public:r2"))))
                .isEmpty();
    }
}
