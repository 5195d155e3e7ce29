package dev.parley.profiles.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.chat.ChatUser;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final AppNamespace AT = new AppNamespace("app", "/");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Queue<Broadcast> broadcasts = new ConcurrentLinkedQueue<>();
    private final Queue<Set<String>> lookUps = new ConcurrentLinkedQueue<>();

    /** What the next look-ups wait for. */
    private volatile Promise<Void> store = answering();

    private final Roster roster = roster(1_000, Duration.ofMillis(50));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aThousandWhoAskAtTheSameTimeAreTwoLookUps() {
        store = Promise.promise();
        on(() -> roster.connected("ann"));
        List<Future<List<OnlineUser>>> lists =
                on(() -> IntStream.range(0, 1_000).mapToObj(i -> roster.list()).toList());
        store.complete();
        await().until(() -> lists.stream().allMatch(Future::succeeded));
        assertThat(lookUps).hasSize(2);
        assertThat(lists).allSatisfy(list -> assertThat(names(list)).containsExactly("ann"));
    }

    @Test
    void whoComesWhileAListIsMadeIsAnnouncedAfterIt() {
        store = Promise.promise();
        on(() -> roster.connected("ann"));
        var order = new ConcurrentLinkedQueue<String>();
        on(() -> roster.list().onSuccess(list -> order.add("list of " + list.size() + " after " + told())));
        on(() -> roster.online("bob"));
        store.complete();
        await().until(() -> told().equals(List.of("user_online bob")));
        assertThat(order).containsExactly("list of 1 after []");
        assertThat(names(on(roster::list))).containsExactly("ann", "bob");
    }

    @Test
    void whoHasGoneWhileAListIsMadeIsNotInIt() {
        on(() -> roster.connected("ann"));
        on(() -> roster.online("bob"));
        await().until(() -> told().size() == 1);
        store = Promise.promise();
        Future<List<OnlineUser>> list = on(roster::list);
        on(() -> roster.offline("bob"));
        await().until(() -> told().contains("user_offline bob"));
        store.complete();
        assertThat(names(list)).containsExactly("ann");
        await().until(() -> told().contains("online_users [ann]"));
    }

    @Test
    void whoIsBackBeforeTheDelayIsOverHasNeverBeenAway() {
        Roster patient = roster(1_000, LONG);
        on(() -> patient.connected("ann"));
        on(() -> patient.online("bob"));
        await().until(() -> told().size() == 1);
        on(() -> patient.offline("bob"));
        assertThat(names(on(patient::list))).containsExactly("ann", "bob");
        on(() -> patient.online("bob"));
        on(() -> patient.online("carol"));
        await().until(() -> told().equals(List.of("user_online bob", "user_online carol")));
    }

    @Test
    void nobodyMissesWhomNobodyHasHeardOf() {
        Promise<Void> late = Promise.promise();
        store = late;
        on(() -> roster.connected("ann"));
        on(roster::list);
        on(() -> roster.online("bob"));
        on(() -> roster.offline("bob"));
        // Timers of one context go off in their order: the roster's own is due long before.
        on(() -> vertx.setTimer(500, due -> late.complete()));
        await().until(() -> !told().isEmpty());
        assertThat(told()).containsExactly("online_users [ann]");
    }

    @Test
    void aListNamesThoseWhoCameLast() {
        Roster small = roster(2, LONG);
        on(() -> small.connected("ann"));
        for (String user : List.of("bob", "carol", "dora")) on(() -> small.online(user));
        await().until(() -> told().size() == 3);
        assertThat(names(on(small::list))).containsExactly("carol", "dora");
    }

    @Test
    void nothingIsLostWhileTheStoreDoesNotAnswer() {
        store = Promise.promise();
        store.fail("no store");
        on(() -> roster.connected("ann"));
        Future<List<OnlineUser>> list = on(roster::list);
        on(() -> roster.online("bob"));
        await().until(() -> !lookUps.isEmpty());
        store = answering();
        assertThat(names(list)).containsExactly("ann", "bob");
        await().until(() -> told().equals(List.of("user_online bob")));
    }

    @Test
    void whoWaitsForAListAfterTheLastSocketHasGoneWaitsNoMore() {
        store = Promise.promise();
        on(() -> roster.connected("ann"));
        Future<List<OnlineUser>> first = on(roster::list);
        Future<List<OnlineUser>> second = on(roster::list);
        assertThat(on(roster::disconnected)).isTrue();
        await().until(second::succeeded);
        store.complete();
        await().until(first::succeeded);
        assertThat(told()).isEmpty();
    }

    @Test
    void addressesAreShownOnlyWhereThatIsWished() {
        on(() -> roster.connected("ann"));
        assertThat(on(roster::list).await()).extracting(OnlineUser::email).containsExactly("");
        Roster open = roster(config -> new MessagingConfig(
                config.httpPath(),
                config.maxBody(),
                config.openRoles(),
                config.maxSignIns(),
                config.passwordIterations(),
                config.tokenLifetime(),
                true,
                config.maxOnline(),
                config.offlineDelay(),
                config.typingTimeout(),
                config.maxLimit(),
                config.origins()));
        on(() -> open.connected("ann"));
        assertThat(on(open::list).await()).extracting(OnlineUser::email).containsExactly("ann@example.org");
    }

    // ---- What the tests are made of ----

    private Roster roster(int maxOnline, Duration offlineDelay) {
        return roster(config -> new MessagingConfig(
                config.httpPath(),
                config.maxBody(),
                config.openRoles(),
                config.maxSignIns(),
                config.passwordIterations(),
                config.tokenLifetime(),
                config.showEmails(),
                maxOnline,
                offlineDelay,
                config.typingTimeout(),
                config.maxLimit(),
                config.origins()));
    }

    private Roster roster(UnaryOperator<MessagingConfig> change) {
        var config = new MessagingConfig(
                "", 1_000, Set.of("customer"), 1, 100_000, Optional.empty(), false, 1_000, LONG, LONG, 100, List.of());
        return new Roster(
                vertx, AT, change.apply(config), this::lookUp, broadcasts::add, InstantSource.system(), Set.of());
    }

    private Future<Map<String, ChatUser>> lookUp(Set<String> ids) {
        lookUps.add(ids);
        return store.future()
                .map(answers -> ids.stream().collect(Collectors.toMap(Function.identity(), RosterTest::user)));
    }

    private static Promise<Void> answering() {
        Promise<Void> store = Promise.promise();
        store.complete();
        return store;
    }

    private static ChatUser user(String id) {
        RawJson data = JsonWriter.object(
                w -> w.name("username").string(id).name("email").string(id + "@example.org"));
        return new ChatUser(
                id, Optional.empty(), data, Instant.EPOCH, Instant.EPOCH, Optional.empty(), Optional.empty());
    }

    private void on(Runnable call) {
        on(() -> {
            call.run();
            return true;
        });
    }

    /** Where it is owned. */
    private <T> T on(Supplier<T> call) {
        var result = new AtomicReference<T>();
        var done = new CountDownLatch(1);
        context.runOnContext(here -> {
            result.set(call.get());
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException told) {
            throw new AssertionError(told);
        }
        return result.get();
    }

    private static List<String> names(Future<List<OnlineUser>> list) {
        return list.await().stream().map(each -> each.account().id()).toList();
    }

    private List<String> told() {
        return broadcasts.stream().map(RosterTest::shown).toList();
    }

    private static String shown(Broadcast broadcast) {
        List<RawJson> args = broadcast.args().elements();
        String event = args.getFirst().asString().orElseThrow();
        RawJson payload = args.getLast();
        if (!event.equals("online_users"))
            return event + " "
                    + payload.member("userId").flatMap(RawJson::asString).orElseThrow();
        return event + " "
                + payload.elements().stream()
                        .map(each ->
                                each.member("userId").flatMap(RawJson::asString).orElseThrow())
                        .toList();
    }
}
