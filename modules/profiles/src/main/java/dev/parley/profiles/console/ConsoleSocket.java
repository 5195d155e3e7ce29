package dev.parley.profiles.console;

import dev.parley.api.access.ConsoleSession;
import dev.parley.bus.Address;
import dev.parley.bus.Addresses;
import dev.parley.bus.Message.NodeReport;
import dev.parley.bus.Message.ReportRequest;
import dev.parley.bus.NodeId;
import dev.parley.bus.trail.TrailReport;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.SocketHandler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One page of the console: asks all nodes how they are while it is open, and tells it. Confined to the socket's event loop.
 *
 * <p>Nodes are asked, and say nothing by themselves: a watch ends with whoever watches.
 */
final class ConsoleSocket implements SocketHandler {

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** A node that stands still holds up no round but its own part of it. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(900);

    private final ClientSocket socket;
    private final ConsoleSession session;
    private final ConsoleServices node;

    /** The last sample that the page has of each node. */
    private final Map<NodeId, Long> seen = new HashMap<>();

    private final Recorder recorder;

    private long timer;
    private boolean asking;

    ConsoleSocket(ClientSocket socket, ConsoleSession session, ConsoleServices node) {
        this.socket = socket;
        this.session = session;
        this.node = node;
        this.recorder = new Recorder(node.trails(), session.actor(), node.witness(), this::tell);
    }

    @Override
    public void connected() {
        look();
        timer = node.vertx().setPeriodic(EVERY.toMillis(), tick -> look());
    }

    /** One round at a time: where answers take long there are fewer rounds, and not more questions. */
    private void look() {
        if (!node.sessions().isGood(session)) {
            socket.emit("signed-out");
            socket.disconnect();
            return;
        }
        if (asking) return;
        asking = true;
        List<NodeId> nodes = Stream.concat(Stream.of(node.self()), node.membership().others().stream())
                .sorted()
                .toList();
        seen.keySet().retainAll(nodes);
        List<Future<Optional<NodeReport>>> answers =
                nodes.stream().map(this::ask).toList();
        Future.all(answers).onComplete(all -> {
            asking = false;
            if (socket.isConnected()) tell(nodes, answers);
        });
    }

    /** Does not fail. */
    private Future<Optional<NodeReport>> ask(NodeId other) {
        var question = new ReportRequest(seen.getOrDefault(other, 0L));
        Address<? super ReportRequest> address = other.equals(node.self()) ? Addresses.REPORTS : Addresses.node(other);
        return node.bus()
                .<NodeReport, ReportRequest>ask(address, question, ANSWER_WITHIN)
                .map(Optional::of)
                .otherwise(Optional.empty());
    }

    private void tell(List<NodeId> nodes, List<Future<Optional<NodeReport>>> answers) {
        var silent = new ArrayList<NodeId>();
        RawJson told = JsonWriter.object(w -> {
            w.name("nodes").beginArray();
            for (int i = 0; i < nodes.size(); i++) {
                Optional<NodeReport> answer = answers.get(i).result();
                if (answer.isPresent()) tell(w, answer.get());
                else silent.add(nodes.get(i));
            }
            w.endArray().name("silent").beginArray();
            for (NodeId each : silent) w.string(each.value());
            w.endArray();
        });
        socket.emit("cluster", told);
    }

    private void tell(JsonWriter w, NodeReport report) {
        w.beginObject().name("node").string(report.from().value());
        w.name("self").bool(report.from().equals(node.self()));
        w.name("about").raw(report.about());
        w.name("samples").beginArray();
        for (RawJson sample : report.samples()) w.raw(sample);
        w.endArray().endObject();
        report.samples().stream()
                .reduce((earlier, later) -> later)
                .flatMap(last -> last.elements().stream().findFirst())
                .ifPresent(at -> seen.put(report.from(), at.asLong().orElse(0)));
    }

    private void tell(TrailReport report) {
        if (socket.isConnected()) socket.emit("trail", TrailJson.report(report));
    }

    @Override
    public void event(ClientEvent event) {
        switch (event.name()) {
            case "trail:start" -> event.ack(answer(recorder.start(event.arg(0))));
            case "trail:stop" -> {
                recorder.stop();
                event.ack(answer(new Recorder.Started()));
            }
            default -> event.ack(answer(new Recorder.NotStarted("unknown_event", "The console has no such event.")));
        }
    }

    private static RawJson answer(Recorder.Start start) {
        return JsonWriter.object(w -> {
            switch (start) {
                case Recorder.Started started -> w.name("ok").bool(true);
                case Recorder.NotStarted not -> {
                    w.name("ok").bool(false).name("error").beginObject();
                    w.name("code").string(not.code()).name("message").string(not.message());
                    w.endObject();
                }
            }
        });
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        node.vertx().cancelTimer(timer);
        recorder.stop();
    }
}
