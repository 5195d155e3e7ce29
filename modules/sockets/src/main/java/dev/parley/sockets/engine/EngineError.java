package dev.parley.sockets.engine;

import dev.parley.protocol.json.JsonWriter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;

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

    int code() {
        return code;
    }

    /** One of another node, which may know more of them: those are bad requests here. */
    static EngineError ofCode(int code) {
        return Arrays.stream(values())
                .filter(error -> error.code == code)
                .findFirst()
                .orElse(BAD_REQUEST);
    }

    int status() {
        return status;
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

    /** Refuses a WebSocket handshake, before anything is upgraded. */
    void refuse(HttpServerRequest handshake) {
        handshake
                .response()
                .setStatusCode(400)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(message)
                .onComplete(sent -> handshake.connection().close());
    }
}
