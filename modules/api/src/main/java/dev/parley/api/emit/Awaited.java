package dev.parley.api.emit;

import dev.parley.protocol.json.Members;
import java.time.Duration;

/** What the response to an emit waits for. */
sealed interface Awaited {

    /** It comes as soon as the event is accepted. */
    record Nothing() implements Awaited {}

    /** To how many sockets the event was handed. */
    record Report() implements Awaited {}

    /** The clients' acknowledgements, so long at most. */
    record Acks(Duration within) implements Awaited {}

    /** By the members {@code ack} and {@code report}. */
    static Awaited read(Members members, Duration longest) {
        if (members.has("report") && members.has("ack")) {
            members.fault("report", "must not be there beside \"ack\", whose answer tells more");
        }
        boolean report = members.flag("report");
        return members.object("ack")
                .flatMap(ack -> {
                    ack.require("timeout");
                    return ack.number("timeout", 1, Math.toIntExact(longest.toMillis()));
                })
                .<Awaited>map(millis -> new Acks(Duration.ofMillis(millis)))
                .orElseGet(() -> report ? new Report() : new Nothing());
    }
}
