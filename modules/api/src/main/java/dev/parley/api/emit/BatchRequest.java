package dev.parley.api.emit;

import dev.parley.api.http.Parsed;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.util.List;
import java.util.function.Supplier;

/** The body of {@code POST /api/v1/emit/batch}: events in the order in which they are to arrive. */
record BatchRequest(List<EmittedEvent> events) {

    BatchRequest {
        events = List.copyOf(events);
    }

    static Parsed<BatchRequest> parse(RawJson body, EmitLimits limits) {
        Members members = Members.of(body);
        members.require("events");
        List<Supplier<EmittedEvent>> events = members.objects("events", limits.batch()).stream()
                .map(event -> EmittedEvent.read(event, limits.targets()))
                .toList();
        if (events.isEmpty() && members.wrong().isEmpty()) members.fault("events", "must have an event");
        return Parsed.of(
                members,
                () -> new BatchRequest(events.stream().map(Supplier::get).toList()));
    }
}
