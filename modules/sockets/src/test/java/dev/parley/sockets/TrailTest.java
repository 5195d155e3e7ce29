package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.NodeId;
import dev.parley.bus.Target;
import dev.parley.bus.trail.Detail;
import dev.parley.bus.trail.Happening;
import dev.parley.bus.trail.Redaction;
import dev.parley.bus.trail.Sighting;
import dev.parley.bus.trail.SocketCard;
import dev.parley.bus.trail.Tally;
import dev.parley.bus.trail.TrailFilter;
import dev.parley.bus.trail.TrailReport;
import dev.parley.bus.trail.Trails;
import dev.parley.cluster.Membership;
import dev.parley.cluster.TrailsOverTheBus;
import dev.parley.sockets.RawClient.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is seen of sockets on both event loops of a node by those who watch. */
class TrailTest {

    private static final NodeId SELF = new NodeId("test");
    private static final AppNamespace ROOT = new AppNamespace("default", "/");
    private static final Detail ALL = new Detail(true, 1_000, Redaction.SECRETS, 1_000);

    private static TestNode node;
    private static RawClient client;
    private static TrailsOverTheBus trails;

    private final List<Trails.Watching> open = new ArrayList<>();
    private final Queue<TrailReport> reports = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config());
        client = new RawClient(node);
        trails = new TrailsOverTheBus(SELF, node.vertx, Membership.ALONE, node.bus);
        Patience.get(trails.open());
        Patience.get(node.vertx.deployVerticle(new TrailVerticle(SELF, node.bus, node.services)));
    }

    @AfterEach
    void nobodyWatches() {
        open.forEach(Trails.Watching::close);
        Patience.until(() ->
                node.services.loops().stream().allMatch(loop -> loop.taps().trail() == null));
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    private void watch(TrailFilter filter, Detail detail) {
        open.add(trails.watch(filter, detail, reports::add).orElseThrow());
        Patience.until(() -> reports.stream().anyMatch(TrailReport::settled));
    }

    private Stream<Sighting> seen(String socket) {
        return reports.stream()
                .flatMap(each -> each.sightings().stream())
                .filter(each -> each.socket().equals(socket));
    }

    private Sighting see(String socket, Predicate<Happening> what) {
        Patience.until(() -> seen(socket).anyMatch(each -> what.test(each.what())));
        return seen(socket).filter(each -> what.test(each.what())).findFirst().orElseThrow();
    }

    /** A client, and the id of its socket. */
    private record Guest(Frames frames, String id) {

        static Guest come() {
            Frames frames = client.webSocket("/socket.io/?EIO=4&transport=websocket");
            assertThat(frames.next()).startsWith("0{");
            frames.send("40");
            String connected = frames.next();
            assertThat(connected).startsWith("40{\"sid\":\"");
            return new Guest(frames, connected.substring(10, connected.indexOf('"', 10)));
        }

        void ask(String event) {
            frames.send("420" + event);
            assertThat(frames.next()).startsWith("430");
        }
    }

    @Test
    void aWholeVisitIsToldInOrder() {
        watch(new TrailFilter.Everything(), ALL);
        Guest guest = Guest.come();
        guest.ask("[\"join\",\"trail\"]");
        node.broadcast(Audience.of(ROOT, Target.room("trail")), "news", "1", false);
        assertThat(guest.frames.next()).isEqualTo("42[\"news\",\"1\"]");
        guest.ask("[\"leave\",\"trail\"]");
        guest.ask("[\"join\",\"again\"]");
        guest.frames.send("41");

        see(guest.id, Happening.Left.class::isInstance);
        Patience.until(() -> seen(guest.id).anyMatch(each -> each.what().equals(new Happening.Left("again"))));
        List<String> told = seen(guest.id).map(TrailTest::brief).toList();
        assertThat(told)
                .containsExactly(
                        "Connected []",
                        "Received [\"join\",\"trail\"]",
                        "Joined trail",
                        "Acknowledged [true]",
                        "Sent [\"news\",\"1\"]",
                        "Received [\"leave\",\"trail\"]",
                        "Left trail",
                        "Acknowledged [true]",
                        "Received [\"join\",\"again\"]",
                        "Joined again",
                        "Acknowledged [true]",
                        "Disconnected client namespace disconnect",
                        "Left again");
        assertThat(seen(guest.id)).allMatch(each -> each.namespace().equals(ROOT));
    }

    private static String brief(Sighting sighting) {
        return switch (sighting.what()) {
            case Happening.Present it -> "Present " + it.card().rooms();
            case Happening.Connected it -> "Connected " + it.card().rooms();
            case Happening.Updated it -> "Updated " + it.transport();
            case Happening.Disconnected it -> "Disconnected " + it.reason();
            case Happening.Joined it -> "Joined " + it.room();
            case Happening.Left it -> "Left " + it.room();
            case Happening.Received it -> "Received " + it.event().args();
            case Happening.Sent it -> "Sent " + it.event().args();
            case Happening.Acknowledged it -> "Acknowledged " + it.answer().args();
            case Happening.Answered it -> "Answered " + it.answer().args();
        };
    }

    @Test
    void whoWasThereIsToldFirst() {
        Guest guest = Guest.come();
        guest.ask("[\"join\",\"early\"]");
        watch(new TrailFilter.InNamespace(ROOT), ALL);
        SocketCard card = ((Happening.Present)
                        see(guest.id, Happening.Present.class::isInstance).what())
                .card();
        assertThat(card.rooms()).containsExactly("early");
        assertThat(card.transport()).isEqualTo("websocket");
        assertThat(card.address()).isEqualTo("127.0.0.1");
        assertThat(card.client()).hasSize(12);
    }

    @Test
    void aWatchOfOneSocketTellsOfNoOther() {
        Guest one = Guest.come();
        Guest other = Guest.come();
        watch(new TrailFilter.OneSocket("default", one.id), ALL);
        other.ask("[\"echo\",1]");
        one.ask("[\"echo\",2]");
        see(one.id, Happening.Acknowledged.class::isInstance);
        assertThat(seen(other.id)).isEmpty();
    }

    @Test
    void aSocketOfAnotherAppIsNotFoundByItsId() {
        Guest guest = Guest.come();
        watch(new TrailFilter.OneSocket("another", guest.id), ALL);
        guest.ask("[\"echo\",1]");
        watch(new TrailFilter.OneSocket("default", guest.id), new Detail(false, 0, Redaction.NONE, 1));
        see(guest.id, Happening.Present.class::isInstance);
        assertThat(seen(guest.id)).hasSize(1);
    }

    @Test
    void whoWantsNoEventsGetsNone() {
        watch(new TrailFilter.Everything(), new Detail(false, 0, Redaction.NONE, 0));
        Guest guest = Guest.come();
        guest.ask("[\"echo\",1]");
        guest.ask("[\"join\",\"quiet\"]");
        see(guest.id, Happening.Joined.class::isInstance);
        assertThat(seen(guest.id).map(Sighting::what)).noneMatch(Happening::isEvent);
    }

    @Test
    void moreThanIsToldIsCountedAndTheRestGoesOn() {
        Guest guest = Guest.come();
        guest.ask("[\"join\",\"flood\"]");
        watch(new TrailFilter.OneSocket("default", guest.id), ALL);
        for (int i = 0; i < 5_000; i++)
            node.broadcast(Audience.of(ROOT, Target.room("flood")), "n", Integer.toString(i), false);
        for (int i = 0; i < 5_000; i++) assertThat(guest.frames.next()).isEqualTo("42[\"n\",\"" + i + "\"]");
        Patience.until(() -> reports.stream().mapToInt(TrailReport::omitted).sum()
                        + seen(guest.id)
                                .filter(each -> each.what() instanceof Happening.Sent)
                                .count()
                == 5_000);
        guest.ask("[\"leave\",\"flood\"]");
        see(guest.id, Happening.Left.class::isInstance);
        assertThat(reports.stream().mapToInt(TrailReport::lost).sum()).isZero();
    }

    @Test
    void howMuchPassesIsCountedWhileSomebodyWantsToKnow() {
        Queue<Tally> tallies = new ConcurrentLinkedQueue<>();
        open.add(trails.count(tallies::add).orElseThrow());
        Patience.until(() -> !tallies.isEmpty());
        Guest guest = Guest.come();
        guest.ask("[\"echo\",\"12345678\"]");
        guest.frames.send("1");
        Patience.until(() -> sum(tallies, Tally.Kind.OPENED) >= 1
                && sum(tallies, Tally.Kind.PACKETS_IN) >= 2
                && sum(tallies, Tally.Kind.BYTES_OUT) >= 10
                && sum(tallies, Tally.Kind.CLOSED) >= 1);
        assertThat(tallies).allMatch(each -> each.by().equals(SELF) && each.pid() > 0);
        open.forEach(Trails.Watching::close);
        Patience.until(() ->
                node.services.loops().stream().allMatch(loop -> loop.taps().tally() == null));
    }

    private static long sum(Queue<Tally> tallies, Tally.Kind kind) {
        return tallies.stream()
                .flatMap(each -> each.counts().stream())
                .filter(each -> each.kind() == kind)
                .mapToLong(Tally.Count::amount)
                .sum();
    }

    @Test
    void moreWatchesThanThereMayBeAreRefused() {
        Optional<Trails.Watching> last = Optional.empty();
        for (int i = 0; i <= Trails.MAX_WATCHES; i++) {
            last = trails.watch(new TrailFilter.OneUser("default", "u" + i), ALL, report -> {});
            last.ifPresent(open::add);
        }
        assertThat(last).isEmpty();
        open.removeFirst().close();
        assertThat(trails.watch(new TrailFilter.OneUser("default", "u"), ALL, report -> {})
                        .map(open::add))
                .isPresent();
    }
}
