package dev.parley.profiles.panel;

import dev.parley.api.ProfileRoutes;
import dev.parley.bus.Addresses;
import dev.parley.bus.Identity;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import dev.parley.profiles.BearerToken;
import dev.parley.profiles.Contract;
import dev.parley.profiles.ProfileServices;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Profile;
import dev.parley.sockets.engine.Origins;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code chat-panel} profile: whoever shows a user's token in the header {@code Authorization: Bearer} connects as that
 * user, all others connect and are put out at once. Safe on every thread.
 */
public final class ChatPanel implements Profile {

    private static final Admission.Refused UNAVAILABLE =
            Admission.refused("unavailable", "The token could not be checked");

    private final Optional<Origins> origins;
    private final Membership membership;
    private final ProfileServices node;

    private ChatPanel(PanelConfig config, ProfileServices node, Membership membership) {
        this.origins =
                Optional.of(config.origins()).filter(some -> !some.isEmpty()).map(Origins::new);
        this.membership = membership;
        this.node = node;
    }

    /** All of the profile. */
    public static Contract contract(PanelConfig config, ProfileServices node) {
        var membership = new Membership(node.chat(), config.openRooms());
        return new Contract(
                new ChatPanel(config, node, membership), new PanelDialect(), List.of(routes(config, node, membership)));
    }

    private static ProfileRoutes routes(PanelConfig config, ProfileServices node, Membership membership) {
        var chat = new PanelChat(node.chat(), node.apps(), config.namespace());
        var door = new PanelDoor(config.clientKeys(), chat, node.bus());
        var reading = new Reading(chat);
        var uploads = new Uploads(node.vertx(), config.files());
        return (router, access, spans) -> {
            var routes = new PanelRouter(router, config);
            uploads.sweep();
            routes.open();
            routes.text("/healthCheck", "Chat Panel is healthy");
            new AuthRoutes(chat, node.bus(), config.tokenLifetime()).addTo(routes, door);
            new UserRoutes(chat, node.bus(), node.clock(), config.maxPerPage()).addTo(routes, door);
            new RoomRoutes(chat, config.maxPerPage()).addTo(routes, door);
            new JoinRoute(chat, membership, reading).addTo(routes, door);
            new MessageRoutes(chat, reading, uploads, config.maxPerPage()).addTo(routes, door);
            new FileRoute(chat, uploads).addTo(routes, door);
            routes.close();
        };
    }

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        if (origins.isPresent() && !origins.get().admit(socket.request())) {
            return Future.succeededFuture(Admission.refused("origin_refused", "Pages of this origin may not connect"));
        }
        Optional<String> token = BearerToken.inHeader(socket);
        if (token.isEmpty()) return kicked(socket);
        var question = new VerifyConnect(socket.appNamespace(), token.get(), Optional.of(PanelDoor.USER_CLAIM));
        return node.bus()
                .ask(Addresses.VERIFY_CONNECT, question)
                .compose(decision -> decided(socket, decision))
                .otherwise(UNAVAILABLE);
    }

    private Future<Admission> decided(ClientSocket socket, ConnectDecision decision) {
        return switch (decision) {
            case ConnectDenied denied -> kicked(socket);
            case ConnectGranted granted ->
                node.chat()
                        .ask(new FindUsers(
                                socket.appNamespace(), Set.of(granted.identity().user())))
                        .map(found -> known(socket, granted.identity(), found));
        };
    }

    private Admission known(ClientSocket socket, Identity identity, ChatAnswer<List<ChatUser>> found) {
        return switch (found) {
            case Refused<List<ChatUser>> refused -> UNAVAILABLE;
            case Told<List<ChatUser>> told
            when told.value().stream().allMatch(user -> user.deleted().isPresent()) ->
                Admission.admitted(new Kicked(socket));
            case Told<List<ChatUser>> told ->
                new Admission.Admitted(
                        new PanelSocket(socket, identity.user(), node.chat(), membership), Optional.of(identity));
        };
    }

    private static Future<Admission> kicked(ClientSocket socket) {
        return Future.succeededFuture(Admission.admitted(new Kicked(socket)));
    }
}
