package dev.parley.chaos.client;

import dev.parley.protocol.json.RawJson;
import java.util.List;

/** What an application does with a {@link StockClient}; called on the client's thread, which must not wait here. */
public interface Listener {

    /**
     * The server has let the client in; events that it was sent before that come next.
     *
     * @param recovered whether it is the session that it was before
     */
    void welcomed(Server server, boolean recovered);

    /** The client is connected, and its buffered events have been told. */
    void connected(boolean recovered);

    /** An event has come: its name and its arguments. */
    void event(List<RawJson> elements);

    /** The session is over; the client connects again by itself. */
    void lost(Loss loss);
}
