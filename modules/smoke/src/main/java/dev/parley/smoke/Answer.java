package dev.parley.smoke;

import dev.parley.protocol.json.RawJson;
import java.util.Optional;

/** What came of a step that waits for the server. */
sealed interface Answer {

    /**
     * The server has answered.
     *
     * @param args an array: the answer's, or the event's arguments
     */
    record Given(RawJson args) implements Answer {

        /** Whether it says that it was done: it does unless it has {@code "ok":false}, or an {@code error} alone. */
        boolean isGood() {
            RawJson first = args.elements().stream().findFirst().orElse(RawJson.NULL);
            boolean bare = first.member("ok").isEmpty() && first.member("error").isPresent();
            return !bare && !first.member("ok").equals(Optional.of(RawJson.FALSE));
        }
    }

    /** It has not, in time. */
    record Late() implements Answer {}

    /** The connection is gone. */
    record Lost() implements Answer {}
}
