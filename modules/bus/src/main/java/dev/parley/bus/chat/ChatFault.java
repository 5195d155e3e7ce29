package dev.parley.bus.chat;

/** Why ChatVerticle refuses. The code is stable, for programs; the message is for people. */
public enum ChatFault {
    UNKNOWN_USER("unknown_user", "There is no such user."),
    USER_DELETED("user_deleted", "The user is deleted."),
    USER_EXISTS("user_exists", "There is a user of this id."),
    LOGIN_TAKEN("login_taken", "Somebody else has this name or address."),
    UNKNOWN_ROOM("unknown_room", "There is no such room."),
    ROOM_EXISTS("room_exists", "There is a room of this id."),
    UNKNOWN_MESSAGE("unknown_message", "There is no such message."),
    MESSAGE_DELETED("message_deleted", "The message is deleted."),
    NOT_A_MEMBER("not_a_member", "Only members of the room may do this."),
    NOT_THE_AUTHOR("not_the_author", "Only who wrote the message may do this."),
    NOT_ADDRESSED("not_addressed", "The message was not sent to this user."),
    EMPTY_MESSAGE("empty_message", "A message needs a text or data."),
    TEXT_TOO_LONG("text_too_long", "The text is longer than allowed; see chat.max-text."),
    DATA_TOO_LARGE("data_too_large", "The data is larger than allowed; see chat.max-data."),
    INVALID_ID("invalid_id", "An id or a name is empty or longer than allowed; see chat.max-id."),
    TOO_MANY_MEMBERS("too_many_members", "The room has as many members as it may have; see chat.max-members."),
    TOO_MANY_ROOMS("too_many_rooms", "The user is in as many rooms as allowed; see chat.max-rooms-per-user."),
    TOO_MANY_REACTIONS("too_many_reactions", "The message has as many reactions as it may have."),
    FIXED_ROOM("fixed_room", "Members of a direct conversation cannot change."),
    BUSY("busy", "Too much waits for the store at the moment. Nothing was done: try again."),
    /** Nobody knows whether it was done: the store was lost in the middle. With a client id, asking again is safe. */
    UNAVAILABLE("store_unavailable", "The store does not answer at the moment. Try again.");

    private final String code;
    private final String message;

    ChatFault(String code, String message) {
        this.code = code;
        this.message = message;
    }

    public String code() {
        return code;
    }

    public String message() {
        return message;
    }
}
