package dev.parley.profiles.marketplace;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;

/** What a client is told when its event does not do what it was to do. The name is on the wire, and stays. */
enum Fault {
    /** It names no room that there could be. */
    INVALID_ROOM,
    /** The room is somebody else's, or the client is not in it. */
    FORBIDDEN,
    /** The client has left again before it could be let in. */
    LEFT,
    /** The client is in as many rooms as it may be, or there are as many as there may be. */
    TOO_MANY_ROOMS,
    /** Nobody can say at the moment whether it may. Trying again is safe. */
    UNAVAILABLE,
    /** It is not as its document says, where that is checked. */
    INVALID_REQUEST,
    UNKNOWN_EVENT;

    /** {@code {"ok":false,"error"}}. */
    RawJson answer() {
        return answer(name());
    }

    static RawJson answer(String code) {
        return JsonWriter.object(w -> w.name("ok").bool(false).name("error").string(code));
    }
}
