package dev.parley.store.webhooks;

import static dev.parley.store.webhooks.WebhookStoreFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.webhooks.Attempt;
import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.webhooks.Deliveries.Appended;
import dev.parley.store.webhooks.StoredDelivery.Target;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox, as the store keeps it. Each test has an app and a partition of its own. */
class DeliveriesTest {

    @TempDir
    static Path folder;

    private static final Instant T = Instant.ofEpochMilli(1_800_000_000_123L);
    private static final RawJson BODY =
            JsonWriter.object(w -> w.name("$type").string("a.b").name("text").string("ä\u0000😀"));

    private static WebhookStoreFixture store;
    private static int partitions;

    private final int partition = ++partitions;
    private final String app = "app-" + UUID.randomUUID();
    private final Deliveries deliveries = store.webhooks.deliveries();

    @BeforeAll
    static void open() {
        store = new WebhookStoreFixture(folder);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    /** A pending one that is accepted as many milliseconds after T as its place says. */
    private StoredDelivery pending(String id, long seq) {
        return delivery(id, seq, "ep_1", DeliveryState.PENDING, T.plusMillis(seq));
    }

    private StoredDelivery delivery(String id, long seq, String endpoint, DeliveryState state, Instant accepted) {
        Optional<Instant> settled = state == DeliveryState.PENDING ? Optional.empty() : Optional.of(T.plusSeconds(9));
        var record = new DeliveryRecord(
                app + id, app, endpoint, "room.joined", state, accepted, 0, Optional.empty(), settled, List.of(), BODY);
        return new StoredDelivery(partition, seq, "room:a", Optional.empty(), Optional.empty(), record);
    }

    private Appended append(StoredDelivery... appended) {
        return get(deliveries.append(List.of(appended)));
    }

    private List<String> ids(String... ids) {
        return Arrays.stream(ids).map(id -> app + id).toList();
    }

    private StoredDelivery find(String id) {
        return get(deliveries.find(app, app + id)).orElseThrow();
    }

    private List<String> places() {
        return get(deliveries.sketches(partition)).stream()
                .map(each -> each.seq() + each.id().substring(app.length()))
                .toList();
    }

    private Progress dead(String id, int failures, Instant at) {
        var attempt = new Attempt(at, 500, "status 500", Duration.ofMillis(12), "no");
        return new Progress(
                app + id, DeliveryState.DEAD, failures, Optional.empty(), Optional.of(at), Optional.of(attempt));
    }

    private Progress failed(String id, int failures) {
        Instant at = T.plusSeconds(failures);
        var attempt = new Attempt(at, failures, "status 500", Duration.ofMillis(12), "no");
        return new Progress(
                app + id,
                DeliveryState.PENDING,
                failures,
                Optional.of(at.plusSeconds(5)),
                Optional.empty(),
                Optional.of(attempt));
    }

    @Nested
    class Appending {

        @Test
        void keepsEverything() {
            var target = new Target(URI.create("https://example.com/a?b=c"), true, Callback.Form.SIGNED_TEXT);
            var attempt = new Attempt(T, 503, "status 503", Duration.ofMillis(1_234), "busy <b>\u0000");
            var record = new DeliveryRecord(
                    app + "a",
                    app,
                    "https://example.com",
                    "instantio.join",
                    DeliveryState.PENDING,
                    T,
                    3,
                    Optional.of(T.plusSeconds(1)),
                    Optional.empty(),
                    List.of(attempt, attempt),
                    BODY);
            var whole = new StoredDelivery(
                    partition, 7_000_000_000L, "user:ü|$.", Optional.of(target), Optional.of("00-trace"), record);
            assertThat(append(whole)).isEqualTo(Appended.ALL);
            assertThat(find("a")).isEqualTo(whole);
            assertThat(get(deliveries.read(ids("a", "b")))).containsExactly(whole);
            assertThat(get(deliveries.sketches(partition)))
                    .containsExactly(new DeliverySketch(
                            app + "a",
                            7_000_000_000L,
                            app,
                            "https://example.com",
                            "user:ü|$.",
                            DeliveryState.PENDING,
                            3,
                            Optional.of(T.plusSeconds(1)),
                            T));
        }

        @Test
        void tellsOfAPlaceThatIsTakenAndKeepsTheOthers() {
            append(pending("a", 1));
            assertThat(append(pending("b", 1), pending("c", 2))).isEqualTo(Appended.CONFLICT);
            assertThat(places()).containsExactly("1a", "2c");
            assertThat(get(deliveries.present(ids("a", "b", "c")))).isEqualTo(Set.copyOf(ids("a", "c")));
        }

        @Test
        void tellsOfAnIdThatIsThereAlready() {
            append(pending("a", 1));
            assertThat(append(pending("b", 2), pending("a", 3))).isEqualTo(Appended.CONFLICT);
            assertThat(places()).containsExactly("1a", "2b");
        }

        @Test
        void givesAPlaceToOneOfManyNodesThatTakeItAtOnce() {
            List<Future<Appended>> all = IntStream.range(0, 20)
                    .mapToObj(i -> deliveries.append(List.of(pending("-" + i, 1))))
                    .toList();
            get(Future.join(all));
            assertThat(all.stream().filter(each -> each.result() == Appended.ALL))
                    .hasSize(1);
            assertThat(places()).hasSize(1);
        }

        @Test
        void isSeenAtItsPlace() {
            append(pending("a", 5));
            assertThat(get(deliveries.isTaken(partition, 5))).isTrue();
            assertThat(get(deliveries.isTaken(partition, 6))).isFalse();
            assertThat(get(deliveries.isTaken(partition + 1_000, 5))).isFalse();
        }

        @Test
        void ofThousandsIsFoundInOrder() {
            List<StoredDelivery> many = IntStream.range(0, 2_500)
                    .mapToObj(i -> pending("-" + i, 2_500 - i))
                    .toList();
            assertThat(get(deliveries.append(many))).isEqualTo(Appended.ALL);
            assertThat(get(deliveries.sketches(partition)))
                    .hasSize(2_500)
                    .extracting(DeliverySketch::seq)
                    .isSorted();
            List<String> ids = many.stream().map(StoredDelivery::id).toList();
            assertThat(get(deliveries.read(ids))).containsExactlyInAnyOrderElementsOf(many);
            get(deliveries.remove(ids));
            assertThat(get(deliveries.sketches(partition))).isEmpty();
        }
    }

    @Nested
    class Noting {

        @Test
        void tellsWhatCameOfEach() {
            append(pending("a", 1), pending("b", 2));
            get(deliveries.note(List.of(failed("a", 1), dead("b", 4, T.plusSeconds(60)))));
            DeliveryRecord a = find("a").record();
            assertThat(a.state()).isEqualTo(DeliveryState.PENDING);
            assertThat(a.failures()).isEqualTo(1);
            assertThat(a.next()).contains(T.plusSeconds(6));
            assertThat(a.attempts()).isEqualTo(List.of(failed("a", 1).attempt().orElseThrow()));
            DeliveryRecord b = find("b").record();
            assertThat(b.state()).isEqualTo(DeliveryState.DEAD);
            assertThat(b.settled()).contains(T.plusSeconds(60));
            assertThat(b.body()).isEqualTo(BODY);
        }

        @Test
        void ofOneTwiceGoesInOrder() {
            append(pending("a", 1));
            get(deliveries.note(List.of(failed("a", 1), failed("a", 2), dead("a", 3, T))));
            DeliveryRecord a = find("a").record();
            assertThat(a.state()).isEqualTo(DeliveryState.DEAD);
            assertThat(a.next()).isEmpty();
            assertThat(a.attempts()).extracting(Attempt::status).containsExactly(1, 2, 500);
        }

        @Test
        void keepsTheLastTwentyAttempts() {
            append(pending("a", 1));
            get(deliveries.note(
                    IntStream.rangeClosed(1, 25).mapToObj(i -> failed("a", i)).toList()));
            assertThat(find("a").record().attempts())
                    .extracting(Attempt::status)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(6, 25).boxed().toList());
        }

        @Test
        void givesUpWithoutAnAttempt() {
            append(pending("a", 1));
            get(deliveries.note(List.of(new Progress(
                    app + "a", DeliveryState.DEAD, 0, Optional.empty(), Optional.of(T), Optional.empty()))));
            assertThat(find("a").record().state()).isEqualTo(DeliveryState.DEAD);
            assertThat(find("a").record().attempts()).isEmpty();
        }

        @Test
        void passesOverOneThatIsGoneAndMakesNone() {
            append(pending("a", 1));
            get(deliveries.note(List.of(failed("gone", 1), failed("a", 1))));
            assertThat(find("a").record().failures()).isEqualTo(1);
            assertThat(get(deliveries.present(ids("gone")))).isEmpty();
        }

        @Test
        void leavesASettledOneAsItIs() {
            append(pending("a", 1));
            get(deliveries.note(List.of(dead("a", 1, T))));
            get(deliveries.note(List.of(failed("a", 2))));
            assertThat(find("a").record().state()).isEqualTo(DeliveryState.DEAD);
            assertThat(find("a").record().attempts()).hasSize(1);
        }
    }

    @Nested
    class SendingAgain {

        @Test
        void makesSettledOnesPendingAtAnotherPlace() {
            append(pending("a", 1), pending("b", 2));
            get(deliveries.note(List.of(failed("a", 1), dead("a", 2, T))));
            var again = List.of(new Replaying(app + "a", partition, 3));
            assertThat(get(deliveries.again(again))).isEqualTo(Appended.ALL);
            assertThat(places()).containsExactly("2b", "3a");
            DeliveryRecord a = find("a").record();
            assertThat(a.state()).isEqualTo(DeliveryState.PENDING);
            assertThat(a.failures()).isZero();
            assertThat(a.settled()).isEmpty();
            assertThat(a.attempts()).hasSize(2);
            assertThat(get(deliveries.isTaken(partition, 1))).isFalse();
            assertThat(get(deliveries.isTaken(partition, 3))).isTrue();
        }

        @Test
        void tellsOfAPlaceThatIsTakenAndLeavesThatOneAlone() {
            append(pending("a", 1), pending("b", 2), pending("c", 3));
            get(deliveries.note(List.of(dead("a", 1, T), dead("b", 1, T))));
            var again = List.of(new Replaying(app + "a", partition, 3), new Replaying(app + "b", partition, 4));
            assertThat(get(deliveries.again(again))).isEqualTo(Appended.CONFLICT);
            assertThat(places()).containsExactly("1a", "3c", "4b");
            assertThat(find("a").record().state()).isEqualTo(DeliveryState.DEAD);
        }
    }

    @Nested
    class Listing {

        @Test
        void givesTheNewestFirstAndGoesOnBehindOne() {
            append(pending("a", 1), pending("b", 2), pending("c", 3), pending("d", 4));
            assertThat(list(Optional.empty(), Set.of(), Optional.empty(), 2)).isEqualTo(ids("d", "c"));
            assertThat(list(Optional.empty(), Set.of(), Optional.of("c"), 2)).isEqualTo(ids("b", "a"));
            assertThat(list(Optional.empty(), Set.of(), Optional.of("a"), 2)).isEmpty();
            assertThat(list(Optional.empty(), Set.of(), Optional.of("unknown"), 9))
                    .isEqualTo(ids("d", "c", "b", "a"));
        }

        @Test
        void leavesNoneOutOfThoseOfOneMoment() {
            append(
                    delivery("a", 1, "ep_1", DeliveryState.PENDING, T),
                    delivery("c", 2, "ep_1", DeliveryState.PENDING, T),
                    delivery("b", 3, "ep_1", DeliveryState.PENDING, T));
            assertThat(list(Optional.empty(), Set.of(), Optional.empty(), 1)).isEqualTo(ids("c"));
            assertThat(list(Optional.empty(), Set.of(), Optional.of("c"), 1)).isEqualTo(ids("b"));
            assertThat(list(Optional.empty(), Set.of(), Optional.of("b"), 1)).isEqualTo(ids("a"));
        }

        @Test
        void isOfOneAppItsEndpointAndStates() {
            append(
                    delivery("a", 1, "ep_1", DeliveryState.DEAD, T.plusMillis(1)),
                    delivery("b", 2, "ep_2", DeliveryState.DEAD, T.plusMillis(2)),
                    delivery("c", 3, "ep_1", DeliveryState.DELIVERED, T.plusMillis(3)),
                    delivery("d", 4, "ep_1", DeliveryState.PENDING, T.plusMillis(4)));
            assertThat(list(Optional.of("ep_1"), Set.of(), Optional.empty(), 9)).isEqualTo(ids("d", "c", "a"));
            assertThat(list(Optional.empty(), Set.of(DeliveryState.DEAD), Optional.empty(), 9))
                    .isEqualTo(ids("b", "a"));
            assertThat(list(
                            Optional.of("ep_1"),
                            Set.of(DeliveryState.DEAD, DeliveryState.PENDING),
                            Optional.of("d"),
                            9))
                    .isEqualTo(ids("a"));
            assertThat(get(deliveries.list("another", Optional.empty(), Set.of(), Optional.empty(), 9)))
                    .isEmpty();
            assertThat(get(deliveries.find("another", app + "a"))).isEmpty();
        }

        @Test
        void sinceAMomentGivesTheOldestFirst() {
            append(
                    delivery("a", 9, "ep_1", DeliveryState.DEAD, T),
                    delivery("b", 8, "ep_1", DeliveryState.DEAD, T.plusMillis(1)),
                    delivery("d", 7, "ep_1", DeliveryState.DEAD, T.plusMillis(2)),
                    delivery("c", 6, "ep_1", DeliveryState.DEAD, T.plusMillis(2)),
                    delivery("e", 5, "ep_2", DeliveryState.DEAD, T.plusMillis(3)),
                    delivery("f", 4, "ep_1", DeliveryState.PENDING, T.plusMillis(4)));
            var settled = Set.of(DeliveryState.DEAD, DeliveryState.DELIVERED);
            assertThat(get(deliveries.since(app, "ep_1", T.plusMillis(1), settled)))
                    .isEqualTo(ids("b", "c", "d"));
        }

        private List<String> list(
                Optional<String> endpoint, Set<DeliveryState> states, Optional<String> before, int limit) {
            return get(deliveries.list(app, endpoint, states, before.map(id -> app + id), limit)).stream()
                    .map(StoredDelivery::id)
                    .toList();
        }
    }

    @Nested
    class Removing {

        @Test
        void freesThePlace() {
            append(pending("a", 1), pending("b", 2));
            get(deliveries.remove(ids("a", "gone")));
            assertThat(places()).containsExactly("2b");
            assertThat(append(pending("c", 1))).isEqualTo(Appended.ALL);
        }

        @Test
        void ofAnEndpointLeavesTheOthers() {
            append(
                    delivery("a", 1, "ep_1", DeliveryState.DEAD, T),
                    delivery("b", 2, "ep_2", DeliveryState.PENDING, T),
                    delivery("c", 3, "ep_1", DeliveryState.PENDING, T));
            assertThat(get(deliveries.removeOf(app, "ep_1"))).isEqualTo(2);
            assertThat(get(deliveries.removeOf("another", "ep_2"))).isZero();
            assertThat(places()).containsExactly("2b");
        }
    }
}
