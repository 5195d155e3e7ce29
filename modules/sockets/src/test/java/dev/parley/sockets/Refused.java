package dev.parley.sockets;

/** How the engine refuses HTTP requests, as {@link Wire.Answer#said} has it (Engine.IO reference, error codes). */
final class Refused {

    static final String TRANSPORT_UNKNOWN = as(400, 0, "Transport unknown");
    static final String SESSION_UNKNOWN = as(400, 1, "Session ID unknown");
    static final String BAD_HANDSHAKE_METHOD = as(400, 2, "Bad handshake method");
    static final String BAD_REQUEST = as(400, 3, "Bad request");
    static final String FORBIDDEN = as(403, 4, "Forbidden");
    static final String UNSUPPORTED_PROTOCOL = as(400, 5, "Unsupported protocol version");

    private Refused() {}

    private static String as(int status, int code, String message) {
        return status + " {\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    /** By its code. */
    static String with(int code) {
        return switch (code) {
            case 0 -> TRANSPORT_UNKNOWN;
            case 1 -> SESSION_UNKNOWN;
            case 2 -> BAD_HANDSHAKE_METHOD;
            case 3 -> BAD_REQUEST;
            case 4 -> FORBIDDEN;
            case 5 -> UNSUPPORTED_PROTOCOL;
            default -> throw new IllegalArgumentException("no such code, " + code);
        };
    }
}
