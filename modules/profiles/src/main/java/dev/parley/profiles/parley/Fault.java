package dev.parley.profiles.parley;

/** What can be wrong with a client's event. The code is stable, for programs; the message is for people. */
enum Fault {
    UNKNOWN_EVENT("unknown_event", "There is no such event."),
    INVALID_REQUEST("invalid_request", "The event needs an object with the documented members."),
    INVALID_ROOM("invalid_room", "A room is a string that is neither empty nor longer than allowed."),
    INVALID_EVENT("invalid_event", "The event's name is empty, too long or reserved."),
    TOKEN_REQUIRED("token_required", "This room is not open: joining it needs a token."),
    TOO_MANY_ROOMS("too_many_rooms", "The socket is in as many rooms as it may be."),
    TOO_MANY_ROOMS_IN_APP("too_many_rooms_in_app", "There are as many rooms as there may be."),
    NOT_JOINED("not_joined", "The socket is not in this room."),
    PUBLISH_DENIED("publish_denied", "The token that opened this room does not allow publishing."),
    WRONG_USER("token_wrong_user", "The token was made for another user."),
    USER_REQUIRED("user_required", "This is for users: connect with a token, or show one by token:refresh."),
    NO_BINARY("binary_refused", "Chat takes no binary data."),
    WATCHING_TOO_MANY("watching_too_many", "The socket is told of as many rooms as it may be."),
    ROOM_TOO_LARGE("room_too_large", "There are more users in the room than anybody is told of."),
    TYPING_EVERYWHERE("typing_in_too_many", "The user is typing in as many conversations as one socket may tell of."),
    UNAVAILABLE("unavailable", "That did not work out. Try again.");

    private final String code;
    private final String message;

    Fault(String code, String message) {
        this.code = code;
        this.message = message;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}
