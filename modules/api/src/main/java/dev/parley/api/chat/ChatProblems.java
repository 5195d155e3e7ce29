package dev.parley.api.chat;

import dev.parley.api.http.Problem;
import dev.parley.bus.chat.ChatFault;
import java.util.List;
import java.util.Map;

/** Refusals of ChatVerticle as backends see them. */
public final class ChatProblems {

    private static final Map<String, String> SOON = Map.of("Retry-After", "1");

    private ChatProblems() {}

    public static Problem of(ChatFault fault) {
        int status = status(fault);
        return new Problem(
                status, fault.code(), title(status), fault.message(), List.of(), status == 503 ? SOON : Map.of());
    }

    private static int status(ChatFault fault) {
        return switch (fault) {
            case EMPTY_MESSAGE, INVALID_ID -> 400;
            case NOT_A_MEMBER, NOT_THE_AUTHOR, NOT_ADDRESSED -> 403;
            case UNKNOWN_USER, UNKNOWN_ROOM, UNKNOWN_MESSAGE -> 404;
            case USER_DELETED,
                    USER_EXISTS,
                    LOGIN_TAKEN,
                    ROOM_EXISTS,
                    MESSAGE_DELETED,
                    TOO_MANY_MEMBERS,
                    TOO_MANY_ROOMS,
                    TOO_MANY_REACTIONS,
                    FIXED_ROOM -> 409;
            case TEXT_TOO_LONG, DATA_TOO_LARGE -> 413;
            case BUSY, UNAVAILABLE -> 503;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "The request cannot be right";
            case 403 -> "This user may not do this";
            case 404 -> "There is no such thing";
            case 409 -> "This is not possible as things are";
            case 413 -> "This is too large";
            default -> "The store cannot do this at the moment";
        };
    }
}
