package dev.parley.chaos;

import dev.parley.chaos.check.Journal;
import dev.parley.chaos.client.Listener;
import dev.parley.chaos.client.Loss;
import dev.parley.chaos.client.Packets;
import dev.parley.chaos.client.Server;
import dev.parley.chaos.client.StockClient;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A client that joins its rooms whenever it is not recovered, and takes down what it gets. Owned by its client's thread;
 * the rest of the run asks from any thread.
 */
final class Member implements Listener {

    /** The event that all emissions are. */
    static final String EVENT = "tick";

    private static final long AGAIN_MILLIS = 500;
    private static final long ANSWERED_WITHIN_SECONDS = 10;

    private final int number;
    private final Set<Integer> rooms;
    private final Optional<String> user;
    private final Books books;
    private final Journal journal;
    private final StockClient client;
    private final AtomicInteger session = new AtomicInteger();
    private final Set<Integer> joined = ConcurrentHashMap.newKeySet();
    private volatile int node;
    private boolean present;
    private boolean welcome;
    private boolean returning;

    Member(
            int number,
            Set<Integer> rooms,
            Optional<User> user,
            boolean polling,
            StockClient.Balancer balancer,
            Books books,
            RandomGenerator random) {
        this.number = number;
        this.rooms = Set.copyOf(rooms);
        this.user = user.map(User::name);
        this.books = books;
        this.journal = new Journal(number, rooms);
        this.client = new StockClient(polling, balancer, this, user.map(User::token), random);
    }

    /** Who a client is, and the token that says so. */
    record User(String name, String token) {}

    static String room(int room) {
        return "public:" + room;
    }

    // ---- What its client tells ----

    @Override
    public void welcomed(Server server, boolean recovered) {
        long now = System.nanoTime();
        session.incrementAndGet();
        node = server.number();
        welcome = true;
        journal.welcomed(server.number(), recovered, now);
        if (returning) books.reconnections().add(now, recovered);
        returning = true;
        if (recovered) present(now);
        else joined.clear();
    }

    @Override
    public void connected(boolean recovered) {
        // Those that it is not known to be in: an acknowledgement may be lost with the connection.
        rooms.stream().filter(room -> !joined.contains(room)).forEach(room -> join(room, session.get()));
    }

    private void join(int room, int mine) {
        RawJson argument = JsonWriter.object(w -> w.name("room").string(room(room)));
        var unused = client.ask("join", argument)
                .orTimeout(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS)
                .whenComplete((answer, lost) -> {
                    if (session.get() != mine) return;
                    if (lost == null && isOk(answer)) joined(room);
                    else again(room, mine, lost == null ? code(answer) : "no answer");
                });
    }

    private void again(int room, int mine, String why) {
        books.notes().count("join: " + why);
        CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            if (session.get() == mine && client.isIn()) join(room, mine);
        });
    }

    private synchronized void joined(int room) {
        long now = System.nanoTime();
        journal.joined(room, now);
        joined.add(room);
        present(now);
    }

    static boolean isOk(RawJson answer) {
        return answer.elements()
                .getFirst()
                .member("ok")
                .flatMap(RawJson::asBoolean)
                .orElse(false);
    }

    static String code(RawJson answer) {
        return answer.elements()
                .getFirst()
                .member("error")
                .map(each -> Packets.string(each, "code"))
                .orElse("?");
    }

    private synchronized void present(long now) {
        if (present) return;
        present = true;
        user.ifPresent(each -> books.presence().device(each, 1, now));
    }

    @Override
    public void event(List<RawJson> elements) {
        if (elements.size() < 2 || !EVENT.equals(elements.getFirst().asString().orElse(""))) return;
        elements.get(1)
                .member("id")
                .ifPresent(id -> journal.received((int) id.asLong().orElse(-1)));
    }

    @Override
    public synchronized void lost(Loss loss) {
        session.incrementAndGet();
        if (welcome) {
            journal.lost(loss.recoverable());
            books.notes().count("sessions that ended");
            if (loss.cause() == Loss.Cause.DISCONNECTED) books.notes().count("sessions that the server disconnected");
        } else if (loss.cause() == Loss.Cause.REFUSED) {
            books.notes().count("connect refused: " + loss.what());
        } else {
            books.notes().count("connections that failed");
        }
        welcome = false;
        if (present) user.ifPresent(each -> books.presence().device(each, -1, System.nanoTime()));
        present = false;
    }

    // ---- For the rest of the run ----

    StockClient client() {
        return client;
    }

    Journal journal() {
        return journal;
    }

    int number() {
        return number;
    }

    Set<Integer> rooms() {
        return rooms;
    }

    Optional<String> user() {
        return user;
    }

    int node() {
        return node;
    }

    /** What keeps the order of what it publishes. */
    String stream() {
        return "client " + number + "." + session.get();
    }

    boolean isSettled() {
        return client.isIn() && joined.containsAll(rooms);
    }
}
