package dev.parley.chaos.client;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client that stays connected, as the stock one does. Owned by the thread that runs it; {@link #ask}, {@link #reset},
 * {@link #away} and {@link #stop} are for every thread.
 */
public final class StockClient implements Runnable {

    private static final int OPEN_WITHIN_MILLIS = 10_000;

    /** Where to connect next. */
    @FunctionalInterface
    public interface Balancer {
        Server next();
    }

    private final boolean polling;
    private final Balancer balancer;
    private final Listener listener;
    private final Optional<String> token;
    private final Backoff backoff;
    private final Map<Long, CompletableFuture<RawJson>> asked = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    private volatile @Nullable Link link;
    private volatile boolean in;
    private volatile boolean stopped;
    private volatile boolean away;

    // What outlives a session, as in the stock client.
    private @Nullable String pid;
    private @Nullable String offset;

    /** Makes a client that does nothing until it is run; the token names its user. */
    public StockClient(
            boolean polling, Balancer balancer, Listener listener, Optional<String> token, RandomGenerator random) {
        this.polling = polling;
        this.balancer = balancer;
        this.listener = listener;
        this.token = token;
        this.backoff = new Backoff(random);
    }

    // ---- Its life ----

    @Override
    public void run() {
        try {
            while (!stopped) {
                Loss loss = session();
                if (!stopped) listener.lost(loss);
                in = false;
                asked.values().forEach(each -> each.completeExceptionally(new IOException(loss.what())));
                asked.clear();
                if (!stopped) Thread.sleep(backoff.next());
                while (away && !stopped) Thread.sleep(100);
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    /** From connecting to the end of the connection. */
    private Loss session() {
        Link mine = null;
        try {
            Server server = balancer.next();
            mine = polling
                    ? PollingLink.open(server, OPEN_WITHIN_MILLIS)
                    : WebSocketLink.open(server, OPEN_WITHIN_MILLIS);
            link = mine;
            var session = new Session(server, mine);
            for (; ; ) {
                if (stopped) throw new IOException("stopped");
                Optional<Loss> end = session.packet(mine.read());
                if (end.isPresent()) return end.get();
            }
        } catch (IOException fault) {
            return new Loss(Loss.Cause.TRANSPORT, pid != null && offset != null, String.valueOf(fault.getMessage()));
        } finally {
            link = null;
            if (mine != null) mine.close();
        }
    }

    /** One connection: what the client knows until it is over. */
    private final class Session {

        private final Server server;
        private final Link mine;
        private final List<List<RawJson>> buffered = new ArrayList<>();
        private boolean welcome;

        Session(Server server, Link mine) {
            this.server = server;
            this.mine = mine;
        }

        /** The reason, if the session ends by this packet. */
        Optional<Loss> packet(String packet) throws IOException {
            switch (packet.charAt(0)) {
                case '0' -> open(Packets.json(packet.substring(1)));
                case '1' -> throw new IOException("closed by the server");
                case '2' -> mine.write("3");
                case '4' -> {
                    return message(packet);
                }
                default -> {}
            }
            return Optional.empty();
        }

        private void open(RawJson handshake) throws IOException {
            long heartbeat = handshake
                            .member("pingInterval")
                            .orElseThrow()
                            .asLong()
                            .orElseThrow()
                    + handshake.member("pingTimeout").orElseThrow().asLong().orElseThrow();
            mine.patience((int) heartbeat);
            RawJson auth = JsonWriter.object(w -> {
                if (pid != null) w.name("pid").string(pid);
                if (pid != null && offset != null) w.name("offset").string(offset);
                token.ifPresent(each -> w.name("token").string(each));
            });
            mine.write("40" + auth);
        }

        private Optional<Loss> message(String packet) throws IOException {
            int data = 2;
            while (data < packet.length() && Character.isDigit(packet.charAt(data))) data++;
            String id = packet.substring(2, data);
            switch (packet.charAt(1)) {
                case '0' -> welcome(Packets.json(packet.substring(data)));
                case '1' -> {
                    return Optional.of(new Loss(Loss.Cause.DISCONNECTED, false, "io server disconnect"));
                }
                case '2' -> heard(Packets.json(packet.substring(data)).elements());
                case '3' -> {
                    CompletableFuture<RawJson> waiting = asked.remove(Long.parseLong(id));
                    if (waiting != null) waiting.complete(Packets.json(packet.substring(data)));
                }
                case '4' -> {
                    return Optional.of(new Loss(Loss.Cause.REFUSED, false, packet.substring(data)));
                }
                default -> throw new IOException("not understood: " + packet);
            }
            return Optional.empty();
        }

        private void welcome(RawJson data) {
            Optional<String> own = data.member("pid").flatMap(RawJson::asString);
            boolean recovered = own.isPresent() && own.get().equals(pid);
            pid = own.orElse(null);
            welcome = true;
            backoff.reset();
            listener.welcomed(server, recovered);
            buffered.forEach(this::tell);
            buffered.clear();
            in = true;
            listener.connected(recovered);
        }

        private void heard(List<RawJson> elements) {
            if (welcome) tell(elements);
            else buffered.add(elements);
        }

        private void tell(List<RawJson> elements) {
            listener.event(elements);
            if (pid != null) elements.getLast().asString().ifPresent(last -> offset = last);
        }
    }

    // ---- For every thread ----

    /** Whether it is in the namespace now. */
    public boolean isIn() {
        return in;
    }

    /** Sends an event and gets its acknowledgement's arguments; fails when the session ends before. */
    public CompletableFuture<RawJson> ask(String event, RawJson argument) {
        CompletableFuture<RawJson> answer = new CompletableFuture<>();
        Link now = link;
        if (now == null || !in) {
            answer.completeExceptionally(new IOException("not connected"));
            return answer;
        }
        long id = ids.getAndIncrement();
        asked.put(id, answer);
        try {
            now.write("42" + id
                    + JsonWriter.build(
                            w -> w.beginArray().string(event).raw(argument).endArray()));
        } catch (IOException fault) {
            asked.remove(id);
            answer.completeExceptionally(fault);
        }
        return answer;
    }

    /** Its connection breaks; it connects again. */
    public void reset() {
        Link now = link;
        if (now != null) now.reset();
    }

    /** Whether it is to stay away once its connection is over. */
    public void away(boolean stay) {
        away = stay;
    }

    /** Ends it without a word of a loss. */
    public void stop() {
        stopped = true;
        Link now = link;
        if (now != null) now.close();
    }
}
