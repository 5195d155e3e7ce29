package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegisteredPlacesTest {

    private static final NodeId SELF = new NodeId("b");
    private static final NodeId OTHER = new NodeId("c");

    private final Register register = new Register();
    private final RegisteredPlaces places = new RegisteredPlaces(SELF, register);

    private static Place room(String name) {
        return new Place(new AppNamespace("app", "/"), Target.room(name));
    }

    /** Writes when it is let. */
    private static final class Register implements PlaceRegister {

        private final Set<Place> entries = new HashSet<>();
        private final Set<NodeId> forgotten = new HashSet<>();
        private final Deque<Promise<Void>> open = new ArrayDeque<>();
        private int batches;

        @Override
        public Future<?> record(NodeId node, Collection<Place> entered, Collection<Place> left) {
            assertThat(node).isEqualTo(SELF);
            batches++;
            Promise<Void> written = Promise.promise();
            open.add(written);
            return written.future().onSuccess(done -> {
                entries.addAll(entered);
                entries.removeAll(left);
            });
        }

        @Override
        public Future<?> forget(NodeId node) {
            forgotten.add(node);
            return Future.succeededFuture();
        }

        void writes() {
            while (!open.isEmpty()) open.remove().complete();
        }

        void fails() {
            open.remove().fail("a part of the map is on a frozen node");
        }
    }

    @Test
    void whatChangesWhileABatchIsOnItsWayMakesOneMore() {
        for (int i = 0; i < 100; i++) places.added(room("r" + i), SELF);
        places.removed(room("r7"), SELF);
        assertThat(register.batches).isEqualTo(1);
        register.writes();
        assertThat(register.batches).isEqualTo(2);
        assertThat(register.entries).hasSize(99).doesNotContain(room("r7"));
    }

    @Test
    void whatTheRegisterMissedGoesWithTheNext() {
        places.added(room("lost"), SELF);
        register.fails();
        places.added(room("next"), SELF);
        register.writes();
        assertThat(register.entries).containsExactlyInAnyOrder(room("lost"), room("next"));
    }

    @Test
    void placesOfOthersAreForThemToEnter() {
        places.added(room("theirs"), OTHER);
        assertThat(register.batches).isZero();
    }

    @Test
    void whoeverMayHaveBeenTakenForGoneEntersEverythingAgain() {
        places.added(room("here"), SELF);
        register.writes();
        register.entries.clear();
        places.again();
        register.writes();
        assertThat(register.entries).containsExactly(room("here"));
    }

    @Test
    void oneOfThoseThatAreLeftClearsUp() {
        places.left(OTHER, Set.of(new NodeId("a")));
        assertThat(register.forgotten).isEmpty();
        places.left(OTHER, Set.of(new NodeId("d")));
        assertThat(register.forgotten).containsExactly(OTHER);
    }
}
