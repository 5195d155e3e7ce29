package dev.parley.api.emit;

import dev.parley.api.http.Parsed;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.util.function.Supplier;

/** The body of {@code POST /api/v1/emit}: an event, and what its response waits for. */
record EmitRequest(EmittedEvent event, Awaited awaited) {

    static Parsed<EmitRequest> parse(RawJson body, EmitLimits limits) {
        Members members = Members.of(body);
        Supplier<EmittedEvent> event = EmittedEvent.read(members, limits.targets());
        Awaited awaited = Awaited.read(members, limits.acksWithin());
        return Parsed.of(members, () -> new EmitRequest(event.get(), awaited));
    }
}
