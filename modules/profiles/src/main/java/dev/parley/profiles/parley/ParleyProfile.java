package dev.parley.profiles.parley;

import dev.parley.api.chat.Presences;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Identity;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Broadcaster;
import dev.parley.profiles.BearerToken;
import dev.parley.profiles.Contract;
import dev.parley.profiles.ProfileServices;
import dev.parley.profiles.schema.PublishSchemas;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.NamePattern;
import dev.parley.sockets.Profile;
import dev.parley.sockets.engine.Origins;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The {@code parley} profile: whoever shows a token connects as its user, whoever shows none as nobody in particular where
 * that is allowed; and what is not open needs a join token. Safe on every thread.
 */
public final class ParleyProfile implements Profile {

    private final OpenRooms openRooms;
    private final PublishSchemas schemas;
    private final Predicate<String> authenticated;
    private final Optional<Origins> origins;
    private final Bus bus;
    private final Webhooks webhooks;
    private final Broadcaster broadcaster;
    private final InstantSource clock;
    private final ChatServices chat;

    private ParleyProfile(ParleyConfig config, ProfileServices node) {
        this.openRooms = new OpenRooms(config.openRooms());
        this.schemas = config.schemas();
        this.authenticated = NamePattern.anyOf(config.authenticated());
        this.origins =
                Optional.of(config.origins()).filter(some -> !some.isEmpty()).map(Origins::new);
        this.bus = node.bus();
        this.webhooks = node.webhooks();
        this.broadcaster = node.broadcaster();
        this.clock = node.clock();
        var watchers = new PresenceWatchers();
        node.online().watch(watchers);
        this.chat = new ChatServices(
                node.vertx(),
                node.chat(),
                new Presences(node.chat(), node.online()),
                watchers,
                node.presence(),
                config.watchedRooms(),
                broadcaster,
                clock,
                config.typingTimeout());
    }

    /** All of the profile. */
    public static Contract contract(ParleyConfig config, ProfileServices node) {
        return new Contract(new ParleyProfile(config, node), new ParleyDialect(node.clock()), List.of());
    }

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        if (origins.isPresent() && !origins.get().admit(socket.request())) {
            return Future.succeededFuture(Admission.refused("origin_refused", "Pages of this origin may not connect"));
        }
        Optional<String> token = BearerToken.of(socket);
        if (token.isPresent()) return verified(socket, token.get());
        return Future.succeededFuture(
                authenticated.test(socket.namespace())
                        ? Admission.refused("token_required", "A token is needed")
                        : admitted(socket, Optional.empty()));
    }

    private Future<Admission> verified(ClientSocket socket, String token) {
        return bus.ask(Addresses.VERIFY_CONNECT, new VerifyConnect(socket.appNamespace(), token))
                .map(decision -> decided(socket, decision))
                .otherwise(Admission.refused("unavailable", "The token could not be checked"));
    }

    private Admission decided(ClientSocket socket, ConnectDecision decision) {
        return switch (decision) {
            case ConnectGranted granted -> admitted(socket, Optional.of(granted.identity()));
            case ConnectDenied denied -> Admission.refused(denied.code(), denied.reason());
        };
    }

    private Admission admitted(ClientSocket socket, Optional<Identity> identity) {
        var publications = new Publications(socket, webhooks, clock);
        String user = identity.map(Identity::user).orElse(null);
        return new Admission.Admitted(
                new ParleySocket(
                        socket,
                        user,
                        openRooms,
                        schemas,
                        bus,
                        broadcaster,
                        publications,
                        new ChatSocket(socket, chat),
                        new WatchedRooms(socket, chat),
                        clock),
                identity);
    }
}
