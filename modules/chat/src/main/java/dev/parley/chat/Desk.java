package dev.parley.chat;

import dev.parley.bus.Message.FromChat;
import dev.parley.bus.Message.ToChat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatQuestion;
import dev.parley.bus.chat.MessageQuestion;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.RoomQuestion;
import dev.parley.bus.chat.UserQuestion;
import dev.parley.store.documents.StoreLost;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Takes every question of this node to whoever answers it. Owned by the context of its ChatVerticle, on which each question
 * has a virtual thread: while one waits for the store, others go on. Messages on their way into the store have a way of
 * their own and wait for nobody else.
 */
final class Desk {

    /** How many questions are under way at the same time; the others wait. */
    private static final int OPEN = 64;

    private final Context context;
    private final int queued;
    private final Staff staff;
    private final Outage outage;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int open;
    private boolean closed;
    private final Promise<Void> ended = Promise.promise();

    Desk(Context context, ChatConfig config, Staff staff, Outage outage) {
        this.context = context;
        this.queued = config.queued();
        this.staff = staff;
        this.outage = outage;
    }

    Future<? extends FromChat> answer(ToChat<?> question) {
        return switch ((ChatQuestion<?>) question) {
            case ChatQuestion<?> late when closed -> refused(ChatFault.UNAVAILABLE);
            case SendMessage send -> staff.appends().offer(send);
            case UserQuestion.Seen seen -> staff.sightings().note(seen);
            case ChatQuestion<?> other when waiting.size() >= queued -> refused(ChatFault.BUSY);
            case ChatQuestion<?> other -> queue(other);
        };
    }

    private Future<ChatAnswer<?>> queue(ChatQuestion<?> question) {
        Promise<ChatAnswer<?>> promise = Promise.promise();
        Patience patience = Patience.of(Appends.WITHIN);
        waiting.add(() -> handle(question, patience, promise));
        next();
        return promise.future();
    }

    private void next() {
        while (open < OPEN && !waiting.isEmpty()) {
            open++;
            Runnable task = waiting.remove();
            context.runOnContext(start -> task.run());
        }
    }

    private void handle(ChatQuestion<?> question, Patience patience, Promise<ChatAnswer<?>> promise) {
        try {
            ChatAnswer<?> answer = patience.over() ? ChatAnswer.refused(ChatFault.BUSY) : answer(question, patience);
            promise.complete(answer);
            // Much is refused without asking the store.
            if (answer instanceof ChatAnswer.Told) outage.over();
        } catch (StoreLost lost) {
            outage.began(lost);
            promise.complete(ChatAnswer.refused(ChatFault.UNAVAILABLE));
        } catch (RuntimeException bug) {
            promise.fail(bug);
        } finally {
            open--;
            next();
            if (closed && open == 0) ended.tryComplete();
        }
    }

    /** Takes no more; done when all that it has taken is answered. */
    Future<?> close() {
        closed = true;
        if (open == 0) ended.tryComplete();
        return Future.join(
                ended.future(),
                staff.appends().close(),
                staff.sightings().flush(),
                staff.sweeper().close());
    }

    private ChatAnswer<?> answer(ChatQuestion<?> question, Patience patience) {
        return switch (question) {
            case UserQuestion<?> user -> answer(user, patience);
            case RoomQuestion<?> room -> answer(room, patience);
            case MessageQuestion<?> message -> answer(message, patience);
        };
    }

    private ChatAnswer<?> answer(UserQuestion<?> question, Patience patience) {
        Users users = staff.users();
        return switch (question) {
            case UserQuestion.CreateUser q -> users.create(q, patience);
            case UserQuestion.PutUser q -> users.put(q, patience);
            case UserQuestion.UpdateUser q -> users.update(q, patience);
            case UserQuestion.DeleteUser q -> users.delete(q, patience);
            case UserQuestion.FindUsers q -> users.find(q, patience);
            case UserQuestion.FindLogin q -> users.login(q, patience);
            case UserQuestion.ListUsers q -> users.list(q, patience);
            case UserQuestion.Seen q -> throw new IllegalStateException("is answered at once");
        };
    }

    private ChatAnswer<?> answer(RoomQuestion<?> question, Patience patience) {
        Rooms rooms = staff.rooms();
        return switch (question) {
            case RoomQuestion.CreateRoom q -> rooms.create(q, patience);
            case RoomQuestion.UpdateRoom q -> rooms.update(q, patience);
            case RoomQuestion.DeleteRoom q -> rooms.delete(q, patience);
            case RoomQuestion.FindRoom q -> rooms.find(q, patience);
            case RoomQuestion.ListRooms q -> rooms.list(q, patience);
            case RoomQuestion.AddMember q -> staff.members().add(q, patience);
            case RoomQuestion.RemoveMember q -> staff.members().remove(q, patience);
            case RoomQuestion.RoomsOf q -> staff.conversations().of(q, patience);
        };
    }

    private ChatAnswer<?> answer(MessageQuestion<?> question, Patience patience) {
        return switch (question) {
            case MessageQuestion.History q -> staff.histories().part(q, patience);
            case MessageQuestion.HistoryPage q -> staff.pages().history(q, patience);
            case MessageQuestion.MessagesOf q -> staff.pages().of(q, patience);
            case MessageQuestion.FindMessage q -> staff.messages().find(q, patience);
            case MessageQuestion.EditMessage q -> staff.messages().edit(q, patience);
            case MessageQuestion.DeleteMessage q -> staff.messages().delete(q, patience);
            case MessageQuestion.React q -> staff.messages().react(q, patience);
            case MessageQuestion.MarkRead q -> staff.receipts().read(q, patience);
            case MessageQuestion.MarkDelivered q -> staff.receipts().delivered(q, patience);
            case MessageQuestion.MarkMessageRead q -> staff.receipts().read(q, patience);
            case MessageQuestion.UnreadOf q -> staff.unreads().of(q, patience);
            case SendMessage q -> throw new IllegalStateException("goes its own way");
        };
    }

    static Future<ChatAnswer<?>> refused(ChatFault fault) {
        return Future.succeededFuture(ChatAnswer.refused(fault));
    }
}
