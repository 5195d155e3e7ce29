package dev.parley.store;

import static java.util.Objects.requireNonNull;

import dev.parley.store.chat.ChatStore;
import dev.parley.store.embedded.EmbeddedStore;
import dev.parley.store.embedded.Opening;
import dev.parley.store.webhooks.WebhookStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.mongo.MongoClient;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A node's connection to what outlives it; owned by the node, and safe on every thread. While the server is away each
 * question fails within {@code storage.timeout}; once it is back they are answered again.
 */
public final class Store {

    private final MongoClient client;
    private final Contact contact;
    private final Optional<EmbeddedStore> own;

    private Store(Vertx vertx, MongoClient client, Optional<EmbeddedStore> own) {
        this.client = client;
        this.contact = new Contact(vertx, client);
        this.own = own;
    }

    /**
     * Connects to MongoDB if the configuration names one, which need not answer yet; else opens the embedded store first.
     *
     * @return fails, with nothing left open, when the embedded store cannot be opened or the address leads nowhere, in words
     *     for an operator
     */
    public static Future<Store> open(Vertx vertx, StoreConfig config) {
        if (config.uri().isPresent()) return connect(vertx, config.uri().get(), config, Optional.empty());
        return vertx.executeBlocking(() -> EmbeddedStore.open(config.data(), config.port()), false)
                .compose(opening -> switch (requireNonNull(opening)) {
                    case Opening.Opened(EmbeddedStore own) -> connect(vertx, own.uri(), config, Optional.of(own));
                    case Opening.Refused(String why) -> Future.failedFuture(why);
                });
    }

    /** Blocks, for some addresses are only found by asking around. */
    private static Future<Store> connect(Vertx vertx, String uri, StoreConfig config, Optional<EmbeddedStore> own) {
        return vertx.executeBlocking(
                        () -> MongoClient.create(
                                vertx, MongoAddress.settings(uri, config.poolSize(), config.timeout())),
                        false)
                .map(client -> new Store(vertx, requireNonNull(client), own))
                .recover(fault -> {
                    own.ifPresent(EmbeddedStore::close);
                    // Its own words may hold the address, and that a password.
                    return Future.failedFuture("storage.uri (MONGODB_URI) leads nowhere ("
                            + fault.getClass().getSimpleName() + "): see whether its host has the records it needs");
                });
    }

    /**
     * Looks from now on whether it answers.
     *
     * @return done when the first look is over: it has answered and is prepared, or {@code storage.timeout} has passed
     */
    public Future<Void> watch() {
        return contact.watch();
    }

    /** Whether it answered when it was last asked, about a second ago. */
    public boolean answers() {
        return contact.isMade();
    }

    /** Whether all that is needed before anything is stored has been done. Once true it stays so. */
    public boolean isPrepared() {
        return contact.isPrepared();
    }

    /** What chat keeps; to be asked for before {@link #watch}, which prepares it. */
    public ChatStore chat() {
        var chat = new ChatStore(client);
        prepare(chat::prepare);
        return chat;
    }

    /** What webhooks keep; to be asked for before {@link #watch}, which prepares it. */
    public WebhookStore webhooks() {
        var webhooks = new WebhookStore(client);
        prepare(webhooks::prepare);
        return webhooks;
    }

    /**
     * Does what is needed before anything is stored, such as making indexes: when the server first answers, and again until
     * it has succeeded. To be told before {@link #watch}.
     */
    void prepare(Supplier<Future<?>> step) {
        contact.prepare(step);
    }

    MongoClient client() {
        return client;
    }

    /**
     * Lets go of the connection; an embedded store is closed in good order.
     *
     * @return completes on a thread of its own, so that Vert.x may be closed then
     */
    public Future<Void> close() {
        contact.close();
        Promise<Void> closed = Promise.promise();
        client.close()
                .onComplete(any -> Thread.ofPlatform().name("store-close").start(() -> {
                    own.ifPresent(EmbeddedStore::close);
                    closed.complete();
                }));
        return closed.future();
    }
}
