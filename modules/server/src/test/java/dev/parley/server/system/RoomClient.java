package dev.parley.server.system;

import dev.parley.testkit.ParleyProcess;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client in bare packets, quick enough for thousands of joins in a second: enters rooms and hears numbers there. Owned by
 * one thread at a time; fails when something does not come in time, or the connection is lost.
 */
final class RoomClient implements AutoCloseable {

    private static final Pattern ANSWER = Pattern.compile("43(\\d+)\\[(.*)]", Pattern.DOTALL);
    /** An event, or a chat message whose text it is. */
    private static final Pattern NUMBER =
            Pattern.compile("42\\[\"(?:number\",|message\",.*\"text\":\")(\\d+)[,\\]\"].*", Pattern.DOTALL);

    private static final String NOBODY = "";

    private PacketWire wire;
    private final Queue<Long> heard = new ArrayDeque<>();
    private long asked;

    private RoomClient(PacketWire wire, String auth) {
        this.wire = wire;
        wire.send("40" + auth);
        String joined = wire.next();
        if (!joined.startsWith("40{")) throw new AssertionError(joined);
    }

    static RoomClient overWebSocket(ParleyProcess node) {
        return new RoomClient(PacketWire.webSocket(node), NOBODY);
    }

    /** One that polls, each time at the next of these nodes. */
    static RoomClient overPolling(List<ParleyProcess> nodes) {
        return new RoomClient(PollingWire.open(nodes), NOBODY);
    }

    /** One that lives by a user's token. */
    static RoomClient of(String token, PacketWire wire) {
        return new RoomClient(wire, "{\"token\":\"" + token + "\"}");
    }

    /** Changes from polling to a WebSocket at a node, whatever is on its way to it. */
    void upgrade(ParleyProcess node) {
        wire = ((PollingWire) wire).upgraded(node);
    }

    /** Asks and does not wait for the answer.
     *
     * @return what {@link #granted} is to be called with
     */
    long ask(String event, String argument) {
        asked++;
        wire.send("42" + asked + "[\"" + event + "\"," + argument + "]");
        return asked;
    }

    long askToJoin(String room) {
        return ask("join", "{\"room\":\"" + room + "\"}");
    }

    long askToLeave(String room) {
        return ask("leave", "{\"room\":\"" + room + "\"}");
    }

    long askToPublish(String room, long number) {
        return ask("publish", "{\"room\":\"" + room + "\",\"event\":\"number\",\"data\":" + number + "}");
    }

    void join(String room) {
        granted(askToJoin(room));
    }

    void leave(String room) {
        granted(askToLeave(room));
    }

    /** Waits for an answer that says yes, and for those before it; numbers that come meanwhile are kept. */
    void granted(long asked) {
        while (answered() != asked) {
            // It is the answer to something else.
        }
    }

    /** Waits for the next answer, which says yes.
     *
     * @return what it answers
     */
    long answered() {
        while (true) {
            String packet = wire.next();
            Matcher answer = ANSWER.matcher(packet);
            if (!answer.matches()) hear(packet);
            else if (answer.group(2).startsWith("{\"ok\":true")) return Long.parseLong(answer.group(1));
            else throw new AssertionError(packet);
        }
    }

    /** Waits for the next number. */
    long number() {
        while (heard.isEmpty()) hear(wire.next());
        return heard.remove();
    }

    private void hear(String packet) {
        Matcher number = NUMBER.matcher(packet);
        if (number.matches()) heard.add(Long.parseLong(number.group(1)));
        else if (!packet.startsWith("43")) throw new AssertionError("unexpected: " + packet);
    }

    @Override
    public void close() {
        wire.close();
    }
}
