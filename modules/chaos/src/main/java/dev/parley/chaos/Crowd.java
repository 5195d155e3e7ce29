package dev.parley.chaos;

import dev.parley.chaos.client.Packets;
import dev.parley.chaos.cluster.Cluster;
import dev.parley.protocol.json.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** All clients. Owned by the thread of the run; each client is a thread of its own. */
final class Crowd {

    /** How many clients are users whose presence is watched, two devices to every third of them. */
    private static final int WATCHED = 40;

    private static final int DEVICES = 3;
    private static final int PER_ROOM = 10;
    private static final int POLLING = 10;
    private static final int CREATED = 201;
    private static final long LOOK_MILLIS = 100;
    private static final long BETWEEN_STARTS_MILLIS = 3;

    private final List<Member> members = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private final int rooms;
    private final Books books;

    private Crowd(int rooms, Books books) {
        this.rooms = rooms;
        this.books = books;
    }

    /** Makes clients that are not connected yet. With users, some of them are watched. */
    static Crowd of(int size, boolean withUsers, Cluster cluster, Books books, long seed)
            throws IOException, InterruptedException {
        var crowd = new Crowd(Math.max(2, size / PER_ROOM), books);
        var random = new Random(seed);
        for (int number = 0; number < size; number++) {
            Optional<Member.User> user =
                    withUsers && number < WATCHED ? Optional.of(crowd.user(number, cluster, books)) : Optional.empty();
            RandomGenerator own = new Random(random.nextLong());
            Set<Integer> rooms = crowd.pick(number, random);
            crowd.members.add(new Member(
                    number,
                    rooms,
                    user,
                    number % POLLING == POLLING - 1,
                    () -> cluster.server(1 + own.nextInt(cluster.size())),
                    books,
                    own));
        }
        return crowd;
    }

    private Set<Integer> pick(int number, Random random) {
        int first = number % rooms;
        int second = random.nextInt(rooms);
        return first == second ? Set.of(first) : Set.of(first, second);
    }

    /** Every third user has the device before it as well. */
    private Member.User user(int number, Cluster cluster, Books books) throws IOException, InterruptedException {
        String name = "user-" + (number % DEVICES == DEVICES - 1 ? number - 1 : number);
        if (!users.contains(name)) {
            users.add(name);
            books.presence().user(name, System.nanoTime());
        }
        return new Member.User(name, token(name, cluster));
    }

    static String token(String user, Cluster cluster) throws IOException, InterruptedException {
        String body = JsonWriter.object(
                        w -> w.name("user").string(user).name("ttl").number(86_400))
                .toString();
        return Packets.string(new Api(cluster).ask("POST", "/api/v1/tokens", body, Set.of(CREATED)), "token");
    }

    /** Connects all, a few hundred in a second. */
    void start() throws InterruptedException {
        for (Member each : members) {
            threads.add(books.troubles().start(each.client()));
            Thread.sleep(BETWEEN_STARTS_MILLIS);
        }
    }

    /** Waits until all are in their rooms, as long as more of them come in such a time; how many are not. */
    long settle(Duration within) throws InterruptedException {
        long best = Long.MAX_VALUE;
        long end = System.nanoTime();
        for (; ; ) {
            long missing = members.stream().filter(each -> !each.isSettled()).count();
            if (missing < best) end = System.nanoTime() + within.toNanos();
            best = Math.min(best, missing);
            if (missing == 0 || System.nanoTime() > end) return missing;
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Waits until nothing has come for a time, and no longer than that. */
    void hush(Duration silence, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        long since = System.nanoTime();
        for (long before = -1; System.nanoTime() < end && System.nanoTime() - since < silence.toNanos(); ) {
            long now = members.stream().mapToLong(each -> each.journal().size()).sum();
            if (now != before) since = System.nanoTime();
            before = now;
            Thread.sleep(LOOK_MILLIS);
        }
    }

    void reset(double share, RandomGenerator random) {
        members.stream()
                .filter(each -> random.nextDouble() < share)
                .forEach(each -> each.client().reset());
    }

    /** Lets everybody come back who is away, and takes the devices of some users. */
    void takeAway(int count, RandomGenerator random) {
        comeBack();
        List<String> gone = IntStream.range(0, users.isEmpty() ? 0 : count)
                .mapToObj(each -> users.get(random.nextInt(users.size())))
                .toList();
        for (Member each : members) {
            if (each.user().filter(gone::contains).isEmpty()) continue;
            each.client().away(true);
            each.client().reset();
        }
    }

    void comeBack() {
        members.forEach(each -> each.client().away(false));
    }

    /** Ends all; their journals are final then. */
    void stop() throws InterruptedException {
        for (Member each : members) {
            if (!each.client().isIn()) each.journal().endedOutside();
            each.client().stop();
        }
        for (Thread each : threads) each.interrupt();
        for (Thread each : threads) each.join(Duration.ofSeconds(1));
    }

    List<Member> members() {
        return members;
    }

    List<String> users() {
        return users;
    }

    int rooms() {
        return rooms;
    }
}
