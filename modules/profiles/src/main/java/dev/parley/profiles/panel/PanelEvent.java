package dev.parley.profiles.panel;

import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a client's event says: an object, or the text of one, for the contract's first clients sent texts. Immutable.
 *
 * @param members none if it is neither
 */
record PanelEvent(Map<String, RawJson> members) {

    static PanelEvent of(ClientEvent event) {
        return of(event.arg(0));
    }

    static PanelEvent of(RawJson argument) {
        return new PanelEvent(
                argument.asString().map(PanelEvent::parsed).orElse(argument).members());
    }

    private static RawJson parsed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return RawJson.check(bytes, 0, bytes.length, PanelBody.MAX_DEPTH) instanceof RawJson.Valid valid
                ? valid.value()
                : RawJson.NULL;
    }

    /** A member that is a string. */
    Optional<String> text(String name) {
        return Optional.ofNullable(members.get(name)).flatMap(RawJson::asString);
    }
}
