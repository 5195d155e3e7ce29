package dev.parley.sockets.engine;

import dev.parley.protocol.json.JsonWriter;

/** Why a request was refused before it reached a session (Engine.IO reference, error codes 0 to 5). */
enum EngineError {
    TRANSPORT_UNKNOWN(0, 400, "Transport unknown"),
    SESSION_UNKNOWN(1, 400, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
    BAD_REQUEST(3, 400, "Bad request"),
    FORBIDDEN(4, 403, "Forbidden"),
    UNSUPPORTED_PROTOCOL(5, 400, "Unsupported protocol version");

    private final int code;
    private final int status;
    private final String message;

    EngineError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    int status() {
        return status;
    }

    String message() {
        return message;
    }

    byte[] body() {
        return JsonWriter.build(w -> w.beginObject()
                        .name("code")
                        .number(code)
                        .name("message")
                        .string(message)
                        .endObject())
                .toBytes();
    }
}
