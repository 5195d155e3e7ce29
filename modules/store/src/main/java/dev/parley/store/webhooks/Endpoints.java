package dev.parley.store.webhooks;

import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointPatch;
import dev.parley.bus.webhooks.EndpointSecret;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints. One that is in the configuration is kept for its state alone: of it {@code app}, {@code id}, {@code disabled}
 * and {@code failingSince} are told, and nothing else means anything. Safe on every thread; a future fails with a StoreLost.
 */
public interface Endpoints {

    /** All, of all apps. */
    Future<List<Endpoint>> all();

    /** False if there is one of this app and id. */
    Future<Boolean> add(Endpoint endpoint);

    /** Changes those parts of what is written by its owner that are given, one at least; nothing if it is gone. */
    Future<Optional<Endpoint>> update(String app, String id, EndpointPatch patch);

    /** It is neither disabled nor failing any more; nothing if it is gone, or of the configuration and never was. */
    Future<Optional<Endpoint>> enable(String app, String id);

    /** Puts these secrets in the place of those that it had before; false if it has others meanwhile, or is gone. */
    Future<Boolean> rotate(Endpoint before, List<EndpointSecret> secrets);

    Future<Boolean> remove(String app, String id);

    /** It failed; stays as it is if it was failing already. One of the configuration is added where it is missing. */
    Future<Void> failing(Endpoint endpoint, Instant since);

    /** It does not fail any more. */
    Future<Void> recovered(Endpoint endpoint);

    /** Disables it, unless it is already or has another address meanwhile; whether this call did. */
    Future<Boolean> disable(Endpoint endpoint, Endpoint.Disabled why);
}
