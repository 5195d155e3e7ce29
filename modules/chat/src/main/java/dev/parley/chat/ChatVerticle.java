package dev.parley.chat;

import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Bus;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Broadcaster;
import dev.parley.store.Store;
import dev.parley.store.chat.ChatStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link Addresses#CHAT}. Confined to its virtual-thread context: deploy one instance for each node, with {@link
 * ThreadingModel#VIRTUAL_THREAD}.
 */
public final class ChatVerticle extends VerticleBase {

    private final ChatConfig config;
    private final Optional<Store> store;
    private final Optional<ChatStore> kept;
    private final Bus bus;
    private final Webhooks webhooks;
    private final Broadcaster broadcaster;
    private final Function<AppNamespace, ChatDialect> dialects;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private @Nullable Desk desk;

    /**
     * Makes one.
     *
     * @param store without one everything is refused with {@link ChatFault#UNAVAILABLE}
     * @param dialects how the clients of a namespace are told
     */
    public ChatVerticle(
            ChatConfig config,
            Optional<Store> store,
            Bus bus,
            Webhooks webhooks,
            Broadcaster broadcaster,
            Function<AppNamespace, ChatDialect> dialects,
            InstantSource clock,
            MeterRegistry meters) {
        this.config = config;
        this.store = store;
        this.kept = store.map(Store::chat);
        this.bus = bus;
        this.webhooks = webhooks;
        this.broadcaster = broadcaster;
        this.dialects = dialects;
        // The store keeps milliseconds: what is told at first is what is found later.
        this.clock = () -> clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        if (context.threadingModel() != ThreadingModel.VIRTUAL_THREAD) {
            return Future.failedFuture(new IllegalStateException("ChatVerticle needs a virtual thread"));
        }
        return kept.map(this::serve)
                .orElseGet(() -> bus.answer(Addresses.CHAT, question -> Desk.refused(ChatFault.UNAVAILABLE)));
    }

    private Future<Void> serve(ChatStore kept) {
        var outage = new Outage();
        var announcer = new Announcer(broadcaster, dialects);
        var confirmations = new Confirmations(webhooks);
        Staff staff = Staff.of(context, config, kept, announcer, confirmations, outage, clock, meters);
        var open = new Desk(context, config, staff, outage);
        desk = open;
        staff.sweeper().start();
        return bus.answer(
                Addresses.CHAT, question -> isPrepared() ? open.answer(question) : Desk.refused(ChatFault.UNAVAILABLE));
    }

    /** Without its indexes nothing in the store is safe. */
    private boolean isPrepared() {
        return store.map(Store::isPrepared).orElse(false);
    }

    @Override
    public Future<?> stop() {
        return desk == null ? Future.succeededFuture() : desk.close();
    }
}
