package dev.parley.profiles.channels;

/** What can be wrong with a client's event, for clients that ask. The code is stable, for programs. */
enum Fault {
    UNKNOWN_EVENT("unknown_event", "There is no such event."),
    INVALID_TOKEN("invalid_token", "The event needs a join token, which is a string."),
    INVALID_CHANNEL("invalid_channel", "The token's channel has a longer name than allowed."),
    TOO_MANY_CHANNELS("too_many_channels", "The socket is in as many channels as it may be."),
    TOO_MANY_CHANNELS_IN_APP("too_many_channels_in_app", "There are as many channels as there may be."),
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
