package dev.parley.profiles.adminui;

import dev.parley.api.access.Act;
import dev.parley.api.access.Witness;
import dev.parley.bus.Command;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.trail.Trails;
import dev.parley.cluster.Applied;
import dev.parley.profiles.ProfileServices;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.SocketHandler;
import dev.parley.sockets.engine.RandomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One UI that has signed in: what it is shown, and what it has done. Confined to its event loop.
 *
 * <p>The UI asks for no acknowledgements. Who does gets {@code {"ok":true,"sockets"?}}, or {@code
 * {"ok":false,"error":{"code","message"}}}; else the same error is an event.
 */
final class AdminSocket implements SocketHandler {

    private final ClientSocket socket;
    private final AdminUiConfig config;
    private final ProfileServices node;
    private final SignIn.Granted granted;
    private final Witness witness;
    private final UiEvents ui;
    private final Actions actions;
    private final LiveView live;
    private Trails.@Nullable Watching counting;
    private long end = -1;

    AdminSocket(
            ClientSocket socket, AdminUiConfig config, ProfileServices node, SignIn.Granted granted, Witness witness) {
        var names = new UiNames(node.apps());
        this.socket = socket;
        this.config = config;
        this.node = node;
        this.granted = granted;
        this.witness = witness;
        this.ui = new UiEvents(socket, names, config.path());
        this.actions = new Actions(node.apps(), names);
        this.live = new LiveView(node.vertx(), node.trails(), ui, config);
    }

    /** The session is told first, and not before: the UI does not hear what comes earlier. */
    @Override
    public void connected() {
        granted.session().ifPresent(ui::session);
        ui.config(config.readOnly(), config.view());
        Optional<Trails.Watching> begun = node.trails().count(ui::statistics);
        counting = begun.orElse(null);
        if (begun.isEmpty() || (config.view() == AdminUiConfig.View.DEVELOPMENT && !live.begin())) {
            ui.tooManyWatch();
            return;
        }
        Duration left = Duration.between(node.clock().instant(), granted.until());
        end = node.vertx().setTimer(Math.max(1, left.toMillis()), over -> socket.disconnect());
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        node.vertx().cancelTimer(end);
        live.end();
        if (counting != null) counting.close();
    }

    @Override
    public void event(ClientEvent event) {
        switch (actions.read(event)) {
            case Actions.Refused refused -> refuse(event, refused.code(), refused.message());
            case Actions.Understood understood
            when config.readOnly() -> refuse(event, "read_only", "Sockets may only be looked at here.");
            case Actions.Understood understood -> act(event, understood.action());
        }
    }

    private void act(ClientEvent event, Action action) {
        witness.saw(new Act(
                granted.by(),
                "adminUi." + action.name(),
                action.summary(),
                Optional.of(action.namespace().app()),
                200,
                socket.id()));
        switch (action) {
            case Action.Emit emit -> {
                RawJson args = JsonWriter.build(w -> {
                    w.beginArray().string(emit.event());
                    emit.payload().args().forEach(w::raw);
                    w.endArray();
                });
                node.broadcaster()
                        .broadcast(new Broadcast(
                                RandomId.next(),
                                emit.audience(),
                                args,
                                emit.payload().attachments(),
                                false))
                        .onSuccess(sent -> event.ack(ok(Optional.empty())));
            }
            case Action.Join join ->
                answer(event, node.sockets().commanded(join.audience(), new Command.Join(List.of(join.room()))));
            case Action.Leave leave ->
                answer(event, node.sockets().commanded(leave.audience(), new Command.Leave(List.of(leave.room()))));
            case Action.Disconnect gone ->
                answer(event, node.sockets().commanded(gone.audience(), new Command.Disconnect(gone.connection())));
        }
    }

    private static void answer(ClientEvent event, Future<Applied> done) {
        done.onSuccess(applied -> event.ack(ok(Optional.of(applied.reached()))));
    }

    private static RawJson ok(Optional<Integer> sockets) {
        return JsonWriter.object(w -> {
            w.name("ok").bool(true);
            sockets.ifPresent(count -> w.name("sockets").number(count));
        });
    }

    private void refuse(ClientEvent event, String code, String message) {
        if (!event.wantsAck()) {
            ui.fault(code, message);
            return;
        }
        event.ack(JsonWriter.object(w -> {
            w.name("ok").bool(false).name("error").beginObject();
            w.name("code").string(code).name("message").string(message).endObject();
        }));
    }
}
