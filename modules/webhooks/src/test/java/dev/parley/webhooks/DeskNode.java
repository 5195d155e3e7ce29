package dev.parley.webhooks;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointPatch;
import dev.parley.bus.webhooks.Tell.Patience;
import dev.parley.bus.webhooks.WebhookAnswer;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.outbound.Guard;
import dev.parley.outbound.OutboundConfig;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.Store;
import dev.parley.store.StoreConfig;
import dev.parley.store.webhooks.Deliveries.Appended;
import dev.parley.store.webhooks.Replaying;
import dev.parley.store.webhooks.StoredDelivery;
import dev.parley.store.webhooks.WebhookStore;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;

/** A node that has the desk and what it works with, and in place of the outbox what is only stored. Owned by the test. */
final class DeskNode extends VerticleBase {

    static final String APP = "shop";
    static final URI CONFIGURED = URI.create("https://example.com/configured");

    static final EndpointPatch NO_CHANGE =
            new EndpointPatch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** What the outbox was told, in this order. */
    final List<String> told = new CopyOnWriteArrayList<>();

    final List<Activity> activities = new CopyOnWriteArrayList<>();

    /** Moved by the test. */
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00.250Z"));

    final Store store;
    final WebhookStore kept;
    final EndpointTable table;

    /** Whether the outbox takes anything. */
    volatile boolean open = true;

    private final Bus bus;
    private final Webhooks webhooks;
    private final boolean hasStore;
    private final Disabling disabling;
    private long seq;

    private DeskNode(Vertx vertx, Store store, boolean hasStore) {
        this.store = store;
        this.hasStore = hasStore;
        this.bus = new Bus(vertx);
        this.kept = store.webhooks();
        this.table = new EndpointTable(vertx, Optional.of(kept.endpoints()), settings());
        this.webhooks = new Webhooks(bus, table);
        this.disabling = new Disabling(kept.endpoints(), table, new Shelf(), activities::add, now::get);
    }

    /** With a store of its own in a folder, or the one at an address. */
    static DeskNode start(Vertx vertx, Optional<String> uri, Path folder) throws Exception {
        DeskNode node = prepared(vertx, uri, folder, true);
        get(node.store.watch());
        get(node.deploy(vertx));
        return node;
    }

    /** It has no store, or has not looked yet whether it is there. */
    static DeskNode startUnprepared(Vertx vertx, Path folder, boolean hasStore) throws Exception {
        DeskNode node = prepared(vertx, Optional.empty(), folder, hasStore);
        get(node.deploy(vertx));
        return node;
    }

    private static DeskNode prepared(Vertx vertx, Optional<String> uri, Path folder, boolean hasStore)
            throws Exception {
        Store store = get(Store.open(vertx, new StoreConfig(uri, folder, 0, 8, TIMEOUT)));
        return new DeskNode(vertx, store, hasStore);
    }

    private Future<String> deploy(Vertx vertx) {
        return vertx.deployVerticle(this, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD));
    }

    private static WebhooksConfig settings() {
        var secret = new SecretKeySpec("a secret of the tests only".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
        return new WebhooksConfig(
                Optional.of(new WebhooksConfig.Endpoint(APP, CONFIGURED, secret)),
                Duration.ofSeconds(10),
                Collections.nCopies(4, Duration.ofMillis(20)),
                1_000,
                100_000,
                512,
                32,
                100,
                1_000,
                Duration.ofDays(5),
                5,
                Duration.ofMinutes(1),
                3,
                Duration.ofSeconds(5));
    }

    @Override
    public Future<?> start() {
        var guard = new Guard(new OutboundConfig(false, List.of(), false));
        var desk = new Desk(
                context,
                hasStore ? Optional.of(kept) : Optional.empty(),
                store::isPrepared,
                table,
                new Shelf(),
                guard,
                settings(),
                now::get);
        Future<Void> heard = bus.answer(
                Addresses.WEBHOOKS,
                said -> desk.answer((WebhookQuestion<?>) said).map(Message.class::cast));
        return table.open().compose(looked -> heard);
    }

    @Override
    public Future<?> stop() {
        table.close();
        return store.close();
    }

    /** On the verticle's context. */
    void disable(Endpoint endpoint, String why) throws Exception {
        Future<Void> done = Future.future(promise ->
                context.runOnContext(on -> disabling.disable(endpoint, why).onComplete(promise)));
        get(done);
    }

    /** On the verticle's context. */
    Future<Void> refresh() {
        return Future.future(
                promise -> context.runOnContext(on -> table.refresh().onComplete(promise)));
    }

    <T> WebhookAnswer<T> ask(WebhookQuestion<T> question) throws Exception {
        return get(webhooks.ask(question));
    }

    <T> T answer(WebhookQuestion<T> question) throws Exception {
        return switch (ask(question)) {
            case WebhookAnswer.Answered<T>(T value) -> value;
            case WebhookAnswer.Refused<T>(WebhookFault fault) -> throw new AssertionError(fault);
        };
    }

    WebhookFault fault(WebhookQuestion<?> question) throws Exception {
        return switch (ask(question)) {
            case WebhookAnswer.Answered<?>(Object value) -> throw new AssertionError("answered: " + value);
            case WebhookAnswer.Refused<?>(WebhookFault fault) -> fault;
        };
    }

    /** Stores one that is settled already, unless it is pending. */
    String delivery(String endpoint, DeliveryState state, Instant accepted) throws Exception {
        Optional<Instant> settled =
                state == DeliveryState.PENDING ? Optional.empty() : Optional.of(accepted.plusSeconds(1));
        var record = new DeliveryRecord(
                MessageIds.next(),
                APP,
                endpoint,
                "room.joined",
                state,
                accepted,
                0,
                Optional.empty(),
                settled,
                List.of(),
                new Activity(APP, Activity.Type.JOINED, accepted, RawJson.EMPTY_OBJECT).toJson());
        var stored = new StoredDelivery(0, ++seq, "", Optional.empty(), Optional.empty(), record);
        get(kept.deliveries().append(List.of(stored)));
        return record.id();
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }

    /** Where deliveries only lie. */
    private final class Shelf implements Dispatch {

        @Override
        public Future<Void> refresh() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Boolean> store(List<Draft> drafts, Patience patience) {
            if (!open) return Future.succeededFuture(false);
            List<StoredDelivery> stored = drafts.stream().map(this::stored).toList();
            return kept.deliveries().append(stored).map(Appended.ALL::equals);
        }

        private StoredDelivery stored(Draft draft) {
            var record = new DeliveryRecord(
                    draft.id(),
                    draft.app(),
                    draft.endpoint(),
                    draft.type(),
                    DeliveryState.PENDING,
                    draft.at(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    draft.body());
            return new StoredDelivery(0, ++seq, draft.lane(), draft.target(), draft.trace(), record);
        }

        @Override
        public Future<Integer> replay(List<StoredDelivery> settled) {
            if (!open) return Future.succeededFuture(0);
            var again = new ArrayList<Replaying>();
            settled.forEach(each -> again.add(new Replaying(each.id(), 0, ++seq)));
            settled.forEach(each -> told.add("replay " + each.id()));
            return kept.deliveries().again(again).map(done -> again.size());
        }

        @Override
        public Future<Void> bury(String app, String endpoint) {
            told.add("bury " + app + " " + endpoint);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> drop(String app, String endpoint) {
            told.add("drop " + app + " " + endpoint);
            return Future.succeededFuture();
        }
    }
}
