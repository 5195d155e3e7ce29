package dev.parley.api.docs;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made when somebody wants it first, because most nodes live without. Safe on every thread: two who want
 * it first at the same time make the same.
 */
final class Later {

    private final Vertx vertx;
    private final Callable<Served> make;
    private volatile @Nullable Served made;

    /**
     * Nothing yet.
     *
     * @param make may block
     */
    Later(Vertx vertx, Callable<Served> make) {
        this.vertx = vertx;
        this.make = make;
    }

    void send(RoutingContext ctx) {
        Served there = made;
        if (there != null) {
            there.send(ctx);
            return;
        }
        vertx.executeBlocking(make)
                .onSuccess(some -> {
                    made = some;
                    some.send(ctx);
                })
                .onFailure(ctx::fail);
    }
}
