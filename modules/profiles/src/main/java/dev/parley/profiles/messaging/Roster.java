package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.chat.ChatUser;
import dev.parley.profiles.JsonDate;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What this node's clients in one namespace have been told of who is online. Owned by the context of its {@link Presence}.
 *
 * <p>One look-up of users at a time: whatever comes up meanwhile is told after it, all at once. So a list never lacks
 * somebody who was announced before it, and a thousand clients that connect at the same time are one list.
 */
final class Roster {

    private static final long LIST_MILLIS = 1_000;
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final AppNamespace at;
    private final MessagingConfig config;
    private final Function<Set<String>, Future<Map<String, ChatUser>>> lookUp;
    private final Consumer<Broadcast> local;
    private final InstantSource clock;

    /** Since when each is online, as far as that is known here, in the order of coming. */
    private final Map<String, Optional<Instant>> present = new LinkedHashMap<>();
    /** Since when those are away who may be back before anybody is told, in the order of going. */
    private final Map<String, Instant> away = new LinkedHashMap<>();

    private Set<String> arrivals = new LinkedHashSet<>();
    private List<Promise<List<OnlineUser>>> asked = new ArrayList<>();
    private boolean listForAll;
    private boolean busy;
    private boolean listDue;
    private long timer = -1;
    private int sockets;
    private boolean closed;

    /**
     * One that has told nobody anything.
     *
     * @param lookUp finds those that are known; fails while the store does not answer
     * @param local tells this node's clients
     * @param online who is there at this moment
     */
    Roster(
            Vertx vertx,
            AppNamespace at,
            MessagingConfig config,
            Function<Set<String>, Future<Map<String, ChatUser>>> lookUp,
            Consumer<Broadcast> local,
            InstantSource clock,
            Set<String> online) {
        this.vertx = vertx;
        this.at = at;
        this.config = config;
        this.lookUp = lookUp;
        this.local = local;
        this.clock = clock;
        online.forEach(user -> present.put(user, Optional.empty()));
    }

    // ---- Sockets of this node ----

    void connected(String user) {
        sockets++;
        Optional<Instant> since = present.get(user);
        if (since == null || since.isEmpty()) present.put(user, Optional.of(clock.instant()));
    }

    /** Whether that was the last one, and nobody is to be told anything any more. */
    boolean disconnected() {
        if (--sockets > 0) return false;
        closed = true;
        vertx.cancelTimer(timer);
        asked.forEach(each -> each.complete(List.of()));
        asked.clear();
        return true;
    }

    /** Those who are online; where they are more than may be listed, those who came last. */
    Future<List<OnlineUser>> list() {
        Promise<List<OnlineUser>> list = Promise.promise();
        asked.add(list);
        tell();
        return list.future();
    }

    // ---- Users of the cluster ----

    void online(String user) {
        boolean back = away.remove(user) != null;
        if (back || present.putIfAbsent(user, Optional.of(clock.instant())) != null) return;
        arrivals.add(user);
        tell();
    }

    void offline(String user) {
        if (!present.containsKey(user)) return;
        away.put(user, clock.instant());
        if (timer < 0) watchNext();
    }

    /** They all have the same delay, so the one who went first is the next to be told of. */
    private void watchNext() {
        timer = -1;
        if (closed || away.isEmpty()) return;
        Instant due = away.values().iterator().next().plus(config.offlineDelay());
        long millis = Duration.between(clock.instant(), due).toMillis();
        timer = vertx.setTimer(Math.max(1, millis), over -> {
            tellGone();
            watchNext();
        });
    }

    private void tellGone() {
        Instant before = clock.instant().minus(config.offlineDelay());
        var gone = new LinkedHashMap<String, Instant>();
        away.forEach((user, since) -> {
            if (!since.isAfter(before)) gone.put(user, since);
        });
        gone.forEach((user, since) -> {
            away.remove(user);
            present.remove(user);
            // Whose coming nobody has heard of, nobody needs to miss.
            if (!arrivals.remove(user)) send(Outgoing.toEveryone(at, "user_offline", offline(user, since)));
        });
        if (gone.isEmpty() || listDue) return;
        listDue = true;
        vertx.setTimer(LIST_MILLIS, due -> {
            listDue = false;
            listForAll = true;
            tell();
        });
    }

    private static RawJson offline(String user, Instant since) {
        return JsonWriter.object(
                w -> w.name("userId").string(user).name("lastSeen").string(JsonDate.of(since)));
    }

    // ---- Telling ----

    private void tell() {
        boolean lists = listForAll || !asked.isEmpty();
        if (closed || busy || (!lists && arrivals.isEmpty())) return;
        busy = true;
        var batch = new Batch(arrivals, asked, listForAll);
        arrivals = new LinkedHashSet<>();
        asked = new ArrayList<>();
        listForAll = false;
        var users = new LinkedHashSet<>(batch.arrivals);
        if (lists) users.addAll(latest());
        lookUp.apply(users).onComplete(found -> {
            if (found.succeeded()) {
                tell(batch, found.result());
                busy = false;
                tell();
            } else {
                takeBack(batch);
                vertx.setTimer(RETRY_MILLIS, later -> {
                    busy = false;
                    tell();
                });
            }
        });
    }

    private record Batch(Set<String> arrivals, List<Promise<List<OnlineUser>>> asked, boolean listForAll) {}

    /** Who has gone meanwhile is neither announced nor listed. */
    private void tell(Batch batch, Map<String, ChatUser> found) {
        for (String user : batch.arrivals) {
            ChatUser known = found.get(user);
            if (known != null && present.containsKey(user))
                send(Outgoing.toEveryoneBut(
                        user, at, "user_online", Account.of(known).online()));
        }
        if (batch.asked.isEmpty() && !batch.listForAll) return;
        List<OnlineUser> list = latest().stream()
                .flatMap(user -> Optional.ofNullable(found.get(user)).stream())
                .filter(user -> user.deleted().isEmpty())
                .map(this::entry)
                .toList();
        batch.asked.forEach(each -> each.complete(list));
        if (batch.listForAll) send(Outgoing.toEveryone(at, "online_users", OnlineUser.list(list)));
    }

    /** Nothing is lost: the next attempt tells all of it. */
    private void takeBack(Batch batch) {
        arrivals.addAll(batch.arrivals);
        asked.addAll(batch.asked);
        listForAll |= batch.listForAll;
    }

    private List<String> latest() {
        return present.keySet().stream()
                .skip(Math.max(0, present.size() - config.maxOnline()))
                .toList();
    }

    private OnlineUser entry(ChatUser user) {
        Account account = Account.of(user);
        Instant since = present.getOrDefault(user.id(), Optional.empty())
                .or(user::lastSeen)
                .orElse(user.created());
        return new OnlineUser(account, config.showEmails() ? account.email() : "", since);
    }

    private void send(Broadcast event) {
        if (!closed) local.accept(event);
    }
}
