package dev.parley.sockets.engine;

import java.nio.charset.StandardCharsets;

/** The answer to a polling request. */
record PollReply(int status, String contentType, byte[] body) {

    private static final byte[] NOTHING = new byte[0];

    /** A POST's packets were taken (Engine.IO reference: the body is {@code ok}). */
    static final PollReply OK = new PollReply(200, "text/html", "ok".getBytes(StandardCharsets.US_ASCII));

    /** The request cannot be right on this session. */
    static final PollReply REFUSED = bare(400);

    static PollReply bare(int status) {
        return new PollReply(status, "text/plain", NOTHING);
    }

    static PollReply of(EngineError error) {
        return new PollReply(error.status(), "application/json", error.body());
    }
}
