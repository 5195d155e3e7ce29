package dev.parley.profiles.console;

import dev.parley.api.access.Act;
import dev.parley.api.access.Actor;
import dev.parley.api.access.Witness;
import dev.parley.bus.trail.Detail;
import dev.parley.bus.trail.Redaction;
import dev.parley.bus.trail.TrailFilter;
import dev.parley.bus.trail.TrailReport;
import dev.parley.bus.trail.Trails;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The flight recorder of one page: what one socket or one user does, from start to stop. Confined to the page's event loop.
 * What it is told is redacted where it is seen, and kept by nobody but the page.
 */
final class Recorder {

    /** Of one event; an operator wants to see what it is about, and not all of it. */
    private static final int PAYLOAD_BYTES = 2_000;

    private static final int PRESENT = 100;
    private static final int LONGEST_NAME = 300;

    private final Trails trails;
    private final Actor actor;
    private final Witness witness;
    private final Consumer<TrailReport> told;
    private Trails.@Nullable Watching watching;
    private String what = "";

    /** @param told gets what is seen */
    Recorder(Trails trails, Actor actor, Witness witness, Consumer<TrailReport> told) {
        this.trails = trails;
        this.actor = actor;
        this.witness = witness;
        this.told = told;
    }

    /** What came of a start. */
    sealed interface Start {}

    /** It records from now on, and nothing else. */
    record Started() implements Start {}

    /** It does not; what it recorded before goes on.
     *
     * @param code stable, for programs
     */
    record NotStarted(String code, String message) implements Start {}

    /** @param asked {@code {"app", "user" or "socket", "redact"?: "secrets" or "payloads"}} */
    Start start(RawJson asked) {
        Members members = Members.of(asked);
        members.require("app");
        String app = members.string("app", LONGEST_NAME).orElse("");
        Optional<String> user = members.string("user", LONGEST_NAME);
        Optional<String> socket = members.string("socket", LONGEST_NAME);
        Redaction redaction = members.text("redact", "secrets or payloads", Recorder::redaction)
                .orElse(Redaction.SECRETS);
        if (user.isPresent() == socket.isPresent()) members.fault("user", "or \"socket\" must be there, and not both.");
        if (!members.faults().isEmpty()) {
            return new NotStarted("invalid_request", members.faults().getFirst().toString());
        }
        TrailFilter filter = user.<TrailFilter>map(name -> new TrailFilter.OneUser(app, name))
                .orElseGet(() -> new TrailFilter.OneSocket(app, socket.orElseThrow()));
        stop();
        var detail = new Detail(true, PAYLOAD_BYTES, redaction, PRESENT);
        Optional<Trails.Watching> begun = trails.watch(filter, detail, told);
        if (begun.isEmpty()) {
            return new NotStarted(
                    "too_many_watches", "This node keeps as many watches as it may. Stop another one first.");
        }
        watching = begun.get();
        what = user.map(name -> "user " + name).orElseGet(() -> "socket " + socket.orElse("")) + " of " + app;
        witness.saw(new Act(actor, "startRecorder", what, Optional.of(app), 200, ""));
        return new Started();
    }

    private static Optional<Redaction> redaction(String text) {
        return switch (text) {
            case "secrets" -> Optional.of(Redaction.SECRETS);
            case "payloads" -> Optional.of(Redaction.PAYLOADS);
            default -> Optional.empty();
        };
    }

    /** Ends it, if it records. */
    void stop() {
        Trails.Watching open = watching;
        if (open == null) return;
        watching = null;
        open.close();
        witness.saw(new Act(actor, "stopRecorder", what, Optional.empty(), 200, ""));
    }
}
