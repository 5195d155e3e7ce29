package dev.parley.profiles.panel;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.RoomQuestion.AddMember;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import dev.parley.bus.chat.RoomQuestion.Joined;
import io.vertx.core.Future;

/**
 * How users become members of rooms. Safe on every thread.
 *
 * @param open whether every user may join every room; otherwise the backend alone lets users in
 */
record Membership(Chat chat, boolean open) {

    /**
     * Makes a user a member, who may be one already.
     *
     * @param byBackend whether the backend lets the user in
     * @return the room, or {@link ChatFault#NOT_A_MEMBER} where the user may not join by itself, among other refusals
     */
    Future<ChatAnswer<ChatRoom>> enter(AppNamespace at, String room, String user, boolean byBackend) {
        return open || byBackend
                ? chat.ask(new AddMember(at, room, user, true)).map(answer -> answer.map(Joined::room))
                : chat.ask(new FindRoom(at, room)).map(answer -> ofMember(answer, user));
    }

    private static ChatAnswer<ChatRoom> ofMember(ChatAnswer<ChatRoom> answer, String user) {
        return switch (answer) {
            case Told<ChatRoom> told when !told.value().has(user) -> ChatAnswer.refused(ChatFault.NOT_A_MEMBER);
            case Told<ChatRoom> told -> told;
            case Refused<ChatRoom> refused -> refused;
        };
    }
}
