package dev.parley.profiles.schema;

import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.EventRefusal;
import dev.parley.sockets.SocketHandler;
import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.Optional;

/** Lets a handler see what is as it should be, and refuses the rest in the handler's own words. Confined to its event loop. */
record ValidatedSocket(SocketHandler handler, Map<String, EventSchema> events, Counter refused)
        implements SocketHandler {

    @Override
    public void connected() {
        handler.connected();
    }

    @Override
    public RawJson state() {
        return handler.state();
    }

    @Override
    public void recovered(RawJson state) {
        handler.recovered(state);
    }

    @Override
    public void event(ClientEvent event) {
        EventSchema schema = events.get(event.name());
        Optional<String> fault = schema == null ? Optional.empty() : schema.fault(event.args());
        if (fault.isEmpty()) {
            handler.event(event);
        } else {
            refused.increment();
            handler.invalid(event, fault.get());
        }
    }

    @Override
    public void invalid(ClientEvent event, String why) {
        handler.invalid(event, why);
    }

    @Override
    public void refused(ClientEvent event, EventRefusal why) {
        handler.refused(event, why);
    }

    @Override
    public void entered(String room) {
        handler.entered(room);
    }

    @Override
    public void removed(String room) {
        handler.removed(room);
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        handler.disconnected(reason);
    }
}
