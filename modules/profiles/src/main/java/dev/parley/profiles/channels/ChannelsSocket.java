package dev.parley.profiles.channels;

import dev.parley.apps.Limit;
import dev.parley.bus.Addresses;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.JoinDenied;
import dev.parley.bus.Message.JoinGranted;
import dev.parley.bus.Message.VerifyJoin;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Notice;
import dev.parley.profiles.ProfileServices;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.SocketHandler;
import dev.parley.sockets.TooManyRooms;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One client of the {@code channels} profile. Confined to its event loop.
 *
 * <p>The contract knows no answers: whatever becomes of an event, a client hears of it only if it asks for an
 * acknowledgement, which is {@code {"ok":true,"channel"}} or {@code {"ok":false,"error":{"code","message"}}}.
 */
final class ChannelsSocket implements SocketHandler {

    private static final RawJson ONE = JsonWriter.build(w -> w.number(1));

    private final ClientSocket socket;
    private final ChannelsConfig config;
    private final ProfileServices node;
    private final Parting parting;

    private final Set<String> channels = new HashSet<>(4);
    private boolean hasFarewell;

    ChannelsSocket(ClientSocket socket, ChannelsConfig config, ProfileServices node, Parting parting) {
        this.socket = socket;
        this.config = config;
        this.node = node;
        this.parting = parting;
    }

    /**
     * The original counted the socket's own room, and told so just before it let the socket know that it is connected; here
     * it comes just behind, since not every client takes an event before that.
     */
    @Override
    public void connected() {
        if (config.totalOnConnect()) socket.emit(UserTotals.EVENT, ONE);
    }

    @Override
    public void event(ClientEvent event) {
        if (event.name().equals("join")) join(event);
        else refuse(event, Fault.UNKNOWN_EVENT);
    }

    @Override
    public void entered(String channel) {
        if (channels.add(channel)) node.headcounts().enter(place(channel));
    }

    @Override
    public void removed(String channel) {
        if (channels.remove(channel)) node.headcounts().leave(place(channel));
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        for (String channel : channels) node.headcounts().leave(place(channel));
        channels.clear();
    }

    private void join(ClientEvent event) {
        Optional<String> token = event.arg(0).asString();
        if (token.isEmpty()) {
            refuse(event, Fault.INVALID_TOKEN);
            return;
        }
        var question = new VerifyJoin(socket.app(), token.get(), null, socket.id(), null, config.md5Tokens());
        node.bus()
                .ask(Addresses.VERIFY_JOIN, question)
                .onSuccess(decision -> decided(event, decision))
                .onFailure(lost -> refuse(event, Fault.UNAVAILABLE));
    }

    /** Back from the verifier: the client may have gone meanwhile. */
    private void decided(ClientEvent event, JoinDecision decision) {
        if (!socket.isConnected()) return;
        switch (decision) {
            case JoinDenied denied -> refuse(event, denied.code(), denied.reason());
            case JoinGranted granted -> enter(event, granted.room(), granted.data());
        }
    }

    private void enter(ClientEvent event, String channel, Optional<RawJson> data) {
        boolean again = channels.contains(channel);
        if (channel.length() > socket.limits().of(Limit.ROOM_LENGTH)) {
            refuse(event, Fault.INVALID_CHANNEL);
            return;
        }
        if (!again && channels.size() >= socket.limits().of(Limit.ROOMS_PER_SOCKET)) {
            refuse(event, Fault.TOO_MANY_CHANNELS);
            return;
        }
        Future<Void> reachable = socket.join(Target.room(channel));
        if (reachable.cause() instanceof TooManyRooms) {
            refuse(event, Fault.TOO_MANY_CHANNELS_IN_APP);
            return;
        }
        entered(channel);
        Future.all(reachable, farewell(channel, data))
                .onSuccess(done -> event.ack(JsonWriter.object(
                        w -> w.name("ok").bool(true).name("channel").string(channel))))
                .onFailure(untold -> notJoined(event, channel));
    }

    /** Its backend wants to know of it, and could not be told. It may have joined again meanwhile. */
    private void notJoined(ClientEvent event, String channel) {
        if (!socket.joined().contains(Target.room(channel))) removed(channel);
        refuse(event, Fault.UNAVAILABLE);
    }

    /** What the last token says goes before what earlier ones said, also where it says nothing. */
    private Future<Void> farewell(String channel, Optional<RawJson> data) {
        List<Notice> notices = parting.notices(socket, channel, data.orElse(RawJson.NULL));
        if (notices.isEmpty() && !hasFarewell) return Future.succeededFuture();
        hasFarewell = !notices.isEmpty();
        return socket.farewell(notices);
    }

    private Place place(String channel) {
        return new Place(socket.appNamespace(), Target.room(channel));
    }

    private static void refuse(ClientEvent event, Fault fault) {
        refuse(event, fault.code(), fault.message());
    }

    private static void refuse(ClientEvent event, String code, String message) {
        event.ack(JsonWriter.object(w -> {
            w.name("ok").bool(false).name("error").beginObject();
            w.name("code").string(code).name("message").string(message).endObject();
        }));
    }
}
