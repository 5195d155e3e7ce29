package dev.parley.testkit.conformance;

import dev.parley.sockets.engine.CloseReason;
import dev.parley.sockets.engine.EngineHandler;
import dev.parley.sockets.engine.EngineSession;
import dev.parley.sockets.engine.WirePacket;
import java.util.Arrays;

/** Bare Engine.IO: what comes goes back, text as text and binary as binary. Confined to the session's event loop. */
record EchoHandler(EngineSession session) implements EngineHandler {

    @Override
    public void opened() {}

    @Override
    public void text(byte[] bytes, int from, int end) {
        session.send(WirePacket.message(Arrays.copyOfRange(bytes, from, end)));
    }

    @Override
    public void binary(byte[] data) {
        session.send(WirePacket.binary(data));
    }

    @Override
    public void closed(CloseReason reason) {}
}
