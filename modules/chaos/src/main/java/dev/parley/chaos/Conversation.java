package dev.parley.chaos;

import dev.parley.chaos.check.ChatBook.Message;
import dev.parley.chaos.client.Packets;
import dev.parley.chaos.cluster.Cluster;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Users who write into chat rooms, and send again what was not acknowledged. Owned by the threads of its writers. */
final class Conversation {

    private static final int ROOMS = 3;
    private static final int CREATED = 201;
    private static final int EXISTS = 409;
    private static final int OK = 200;
    private static final int PAGE = 100;
    private static final long ANSWERED_WITHIN_SECONDS = 8;
    private static final long AGAIN_MILLIS = 500;

    private final Cluster cluster;
    private final Books books;

    private Conversation(Cluster cluster, Books books) {
        this.cluster = cluster;
        this.books = books;
    }

    /** Makes the rooms. */
    static Conversation open(Cluster cluster, List<String> users, Books books)
            throws IOException, InterruptedException {
        for (int room = 0; room < ROOMS; room++) {
            String id = name(room);
            String body = JsonWriter.object(w -> {
                        w.name("id").string(id).name("members").beginArray();
                        users.forEach(w::string);
                        w.endArray();
                    })
                    .toString();
            // It exists when it is asked for again because the first answer was lost.
            new Api(cluster).ask("POST", "/api/v1/chat/rooms", body, Set.of(CREATED, EXISTS));
        }
        return new Conversation(cluster, books);
    }

    private static String name(int room) {
        return "chat-" + room;
    }

    /** What one user does until the pace is over. */
    Runnable writer(Member member, Pace pace) {
        return () -> {
            try {
                for (int i = 0; pace.next(); i++) write(member, name(i % ROOMS), member.number() + "-" + i, pace);
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private void write(Member member, String room, String said, Pace pace) throws InterruptedException {
        books.chat().sending(room, said);
        var argument = JsonWriter.object(w -> w.name("room")
                .string(room)
                .name("text")
                .string(said)
                .name("clientId")
                .string(said));
        do {
            try {
                RawJson answer = member.client()
                        .ask("message:send", argument)
                        .orTimeout(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS)
                        .join();
                if (Member.isOk(answer)) {
                    books.chat()
                            .acknowledged(
                                    room,
                                    message(answer.elements()
                                            .getFirst()
                                            .member("message")
                                            .orElseThrow()));
                    return;
                }
                books.notes().count("message:send refused: " + Member.code(answer));
            } catch (CompletionException lost) {
                books.notes().count("message:send without an answer");
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        } while (!pace.isOver());
    }

    private static Message message(RawJson message) {
        return new Message(message.member("seq").orElseThrow().asLong().orElseThrow(), Packets.string(message, "text"));
    }

    /** All that the rooms have, from the beginning. */
    Map<String, List<Message>> histories() throws IOException, InterruptedException {
        Map<String, List<Message>> histories = new HashMap<>();
        for (int room = 0; room < ROOMS; room++) histories.put(name(room), history(name(room)));
        return histories;
    }

    private List<Message> history(String room) throws IOException, InterruptedException {
        List<Message> all = new ArrayList<>();
        for (; ; ) {
            long after = all.isEmpty() ? 0 : all.getLast().number();
            String path = "/api/v1/chat/rooms/" + room + "/messages?limit=" + PAGE + "&after=" + after;
            RawJson body = new Api(cluster).ask("GET", path, "", Set.of(OK));
            body.member("messages").orElseThrow().elements().forEach(each -> all.add(message(each)));
            if (!body.member("moreAfter").flatMap(RawJson::asBoolean).orElse(false)) return all;
        }
    }
}
