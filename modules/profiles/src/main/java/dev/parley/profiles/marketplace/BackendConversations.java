package dev.parley.profiles.marketplace;

import dev.parley.bus.AppNamespace;
import dev.parley.outbound.Call;
import dev.parley.outbound.Guard;
import dev.parley.outbound.HttpCaller;
import dev.parley.outbound.Reply;
import dev.parley.profiles.marketplace.MarketplaceConfig.Membership.Backend;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the app's backend for the conversation as the client itself would, by its token: whoever is shown it may join it. Its
 * calls are made on a context of its own; it may be asked on any.
 */
final class BackendConversations implements Conversations {

    private static final Logger log = LoggerFactory.getLogger(BackendConversations.class);

    /** What cannot lead to another place on the backend than the one that was meant. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.:@-]{0,127}");

    private final Backend config;
    private final Vertx vertx;
    private final Guard guard;
    private final Context context;
    private @Nullable HttpCaller caller;

    BackendConversations(Backend config, Vertx vertx, Guard guard) {
        this.config = config;
        this.vertx = vertx;
        this.guard = guard;
        this.context = vertx.getOrCreateContext();
    }

    @Override
    public Future<Optional<Fault>> fault(AppNamespace at, Party party, String conversation) {
        if (party.token().isEmpty() || !ID.matcher(conversation).matches()) {
            return Future.succeededFuture(Optional.of(Fault.FORBIDDEN));
        }
        String token = party.token().get();
        Context asker = vertx.getOrCreateContext();
        Promise<Optional<Fault>> fault = Promise.promise();
        context.runOnContext(own -> ask(token, conversation)
                .map(BackendConversations::faultIn)
                .otherwise(failed -> {
                    log.warn("the backend that shows conversations of marketplace: {}", failed.getMessage());
                    return Optional.of(Fault.UNAVAILABLE);
                })
                .onSuccess(found -> asker.runOnContext(back -> fault.complete(found))));
        return fault.future();
    }

    private Future<Reply> ask(String token, String conversation) {
        HttpCaller mine = caller;
        if (mine == null) caller = mine = new HttpCaller(vertx, guard, config.open());
        String id = URLEncoder.encode(conversation, StandardCharsets.UTF_8);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Authorization", "Bearer " + token)
                .add("Accept", "application/json");
        Duration timeout = config.timeout();
        return mine.call(new Call(
                HttpMethod.GET,
                URI.create(config.url().replace(Backend.ID, id)),
                true,
                headers,
                Buffer.buffer(),
                timeout,
                0,
                true));
    }

    /** A backend that has an opinion says no by an error of the client's; any other answer is none. */
    static Optional<Fault> faultIn(Reply reply) {
        return switch (reply.status() / 100) {
            case 2 -> Optional.empty();
            case 4 -> Optional.of(reply.status() == 429 ? Fault.UNAVAILABLE : Fault.FORBIDDEN);
            default -> Optional.of(Fault.UNAVAILABLE);
        };
    }
}
