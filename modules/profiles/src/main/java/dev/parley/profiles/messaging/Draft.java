package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.profiles.JsValue;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.Map;
import java.util.Optional;

/** What somebody wishes to send, or why it cannot be. */
sealed interface Draft {

    String REQUIRED = "Receiver ID and content are required";
    String FAILED = "Failed to send message";
    String NO_RECEIVER = "Receiver not found";

    /** The member of a message's data that holds its preview, where that cannot be told from the text. */
    String PREVIEW = "preview";

    /**
     * A message.
     *
     * @param content as it was written; white space around it is not stored
     */
    record Ready(String receiver, String content) implements Draft {

        SendMessage question(AppNamespace at, String sender, Optional<String> socket) {
            String text = JsText.trim(content);
            String preview = JsText.preview(content);
            RawJson data = preview.equals(JsText.preview(text))
                    ? RawJson.EMPTY_OBJECT
                    : JsonWriter.object(w -> w.name(PREVIEW).string(preview));
            return new SendMessage(
                    at, new ToUser(receiver), sender, socket, text, data, Optional.empty(), IdForm.HEX, false, true);
        }
    }

    /** Nothing that could be sent.
     *
     * @param why as clients are told
     */
    record Unfit(String why) implements Draft {}

    /** Why a message that looked fit was not sent, as clients are told. */
    static String why(ChatFault fault) {
        return switch (fault) {
            case UNKNOWN_USER, USER_DELETED -> NO_RECEIVER;
            case EMPTY_MESSAGE -> REQUIRED;
            default -> FAILED;
        };
    }

    /** What {@code {"receiverId","content"}} is. */
    static Draft read(RawJson payload) {
        if (payload.isNull()) return new Unfit(FAILED);
        Map<String, RawJson> members = payload.members();
        RawJson receiver = members.getOrDefault("receiverId", RawJson.NULL);
        RawJson content = members.getOrDefault("content", RawJson.NULL);
        if (JsValue.isFalsy(receiver) || JsValue.isFalsy(content)) return new Unfit(REQUIRED);
        Optional<String> text = content.asString();
        if (text.isPresent() && JsText.trim(text.get()).isEmpty()) return new Unfit(REQUIRED);
        Optional<String> id = ObjectId.of(receiver);
        return text.isPresent() && id.isPresent() ? new Ready(id.get(), text.get()) : new Unfit(FAILED);
    }
}
