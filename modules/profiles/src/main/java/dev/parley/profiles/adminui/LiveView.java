package dev.parley.profiles.adminui;

import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Detail;
import dev.parley.bus.trail.Happening;
import dev.parley.bus.trail.Redaction;
import dev.parley.bus.trail.Sighting;
import dev.parley.bus.trail.SocketCard;
import dev.parley.bus.trail.TrailFilter;
import dev.parley.bus.trail.TrailReport;
import dev.parley.bus.trail.Trails;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one UI knows of the sockets of all nodes: first a list ({@code all_sockets}), then what changes. Confined to the UI's event
 * loop.
 *
 * <p>Where something was lost, because it was too much or a node is gone, the list is made anew and replaces what the UI has.
 */
final class LiveView {

    /** How long nodes may take to tell which sockets they have; those of later ones are added. */
    private static final long GATHERED_MILLIS = 2_000;

    /** A list is not made more often than that. */
    private static final long AGAIN_MILLIS = 1_000;

    private final Vertx vertx;
    private final Trails trails;
    private final UiEvents ui;
    private final Detail detail;
    private final int most;
    private Trails.@Nullable Watching watching;
    private @Nullable Map<String, SocketView> list;
    private Set<NodeId> awaited = Set.of();
    private long timer = -1;
    private boolean over;

    LiveView(Vertx vertx, Trails trails, UiEvents ui, AdminUiConfig config) {
        this.vertx = vertx;
        this.trails = trails;
        this.ui = ui;
        this.most = config.maxSockets();
        this.detail = new Detail(true, config.maxPayload(), Redaction.SECRETS, most);
    }

    /** Begins with a list; false where this node watches as much as it may. */
    boolean begin() {
        list = new LinkedHashMap<>();
        awaited = new HashSet<>(trails.nodes());
        Optional<Trails.Watching> begun = trails.watch(new TrailFilter.Everything(), detail, this::told);
        watching = begun.orElse(null);
        if (begun.isPresent()) timer = vertx.setTimer(GATHERED_MILLIS, late -> show());
        return begun.isPresent();
    }

    void end() {
        over = true;
        vertx.cancelTimer(timer);
        if (watching != null) watching.close();
    }

    private void told(TrailReport report) {
        if (over) return;
        if (report.lost() > 0) {
            beginAgain();
            return;
        }
        for (Sighting sighting : report.sightings()) {
            if (list != null) gather(list, sighting, report.by());
            else pass(sighting, report.by());
        }
        if (report.settled() && awaited.remove(report.by()) && awaited.isEmpty()) show();
    }

    private void beginAgain() {
        vertx.cancelTimer(timer);
        if (watching != null) watching.close();
        timer = vertx.setTimer(AGAIN_MILLIS, later -> {
            if (!over && !begin()) ui.tooManyWatch();
        });
    }

    private void show() {
        Map<String, SocketView> whole = list;
        if (whole == null || over) return;
        vertx.cancelTimer(timer);
        list = null;
        ui.allSockets(whole.values());
    }

    private void gather(Map<String, SocketView> list, Sighting sighting, NodeId node) {
        switch (sighting.what()) {
            case Happening.Present it -> {
                if (list.size() < most) list.put(sighting.socket(), view(sighting, node, it.card()));
            }
            case Happening.Connected it -> list.put(sighting.socket(), view(sighting, node, it.card()));
            case Happening.Updated it -> change(list, sighting, view -> view.updated(it.transport(), sighting.user()));
            case Happening.Joined it -> change(list, sighting, view -> view.joined(it.room()));
            case Happening.Left it -> change(list, sighting, view -> view.left(it.room()));
            case Happening.Disconnected it -> list.remove(sighting.socket());
            case Happening.Received it -> {}
            case Happening.Sent it -> {}
            case Happening.Acknowledged it -> {}
            case Happening.Answered it -> {}
        }
    }

    private static void change(Map<String, SocketView> list, Sighting sighting, Consumer<SocketView> how) {
        SocketView view = list.get(sighting.socket());
        if (view != null) how.accept(view);
    }

    private static SocketView view(Sighting sighting, NodeId node, SocketCard card) {
        return new SocketView(node, sighting.namespace(), sighting.socket(), sighting.user(), card);
    }

    private void pass(Sighting sighting, NodeId node) {
        switch (sighting.what()) {
            case Happening.Present it -> ui.connected(sighting, view(sighting, node, it.card()));
            case Happening.Connected it -> {
                // As servers of Socket.IO do it: a socket is in its own room before it is connected.
                ui.room("room_joined", sighting, sighting.socket());
                ui.connected(sighting, view(sighting, node, it.card()));
            }
            case Happening.Updated it -> ui.updated(sighting, node, it.transport());
            case Happening.Joined it -> ui.room("room_joined", sighting, it.room());
            case Happening.Left it -> ui.room("room_left", sighting, it.room());
            case Happening.Disconnected it -> {
                ui.disconnected(sighting, it.reason());
                ui.room("room_left", sighting, sighting.socket());
            }
            case Happening.Received it -> ui.event("event_received", sighting, it.event());
            case Happening.Sent it -> ui.event("event_sent", sighting, it.event());
            // The UI does not know them.
            case Happening.Acknowledged it -> {}
            case Happening.Answered it -> {}
        }
    }
}
