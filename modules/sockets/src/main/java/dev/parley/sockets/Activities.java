package dev.parley.sockets;

import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Notice;
import dev.parley.bus.webhooks.Webhooks;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells backends what one socket does, and keeps a will for it: what other nodes tell should this one die. Confined to the
 * socket's event loop.
 *
 * <p>Where nobody wants to know it does nothing, and nothing waits for it. A type that somebody begins to want while the
 * socket lives is in its will from its next join or leave on.
 */
final class Activities {

    /** There was nothing to tell. */
    static final Future<Void> DONE = Future.succeededFuture();

    private static final Future<Boolean> STORED = Future.succeededFuture(true);

    /** One uninterrupted time in a room.
     *
     * @param number tells it from an earlier one in the same room
     * @param told as {@link #joined} answers
     */
    private record Stay(long number, Future<Void> told) {}

    private final NamespaceSocket socket;
    private final String life;
    private final Webhooks webhooks;
    private final InstantSource clock;
    private final SocketNotices notices;

    /** The stays that somebody was told of, or will be, by room. */
    private final Map<String, Stay> stays = new HashMap<>(0);

    private long lastStay;
    private List<Notice> farewell = List.of();
    private boolean live;
    private boolean willed;

    /**
     * @param life names this time that the socket is there, and no other: a client that comes back has the same id again, and
     *     what is told of it is not what was told before
     */
    Activities(NamespaceSocket socket, String life, Webhooks webhooks, InstantSource clock) {
        this.socket = socket;
        this.life = life;
        this.webhooks = webhooks;
        this.clock = clock;
        this.notices = new SocketNotices(socket, life, clock);
    }

    private boolean wants(Activity.Type type) {
        return webhooks.wants(socket.app(), type) && !socket.isOperators();
    }

    /** It is admitted. Done when that, and its will, is stored or remembered. */
    Future<?> connected() {
        live = true;
        Future<Boolean> will = writeWill();
        return wants(Activity.Type.CONNECTED) ? Future.all(will, webhooks.report(notices.connected())) : will;
    }

    /**
     * It is in a room.
     *
     * @param again whether it has been there before
     * @return done when that is stored; fails with {@link JoinNotTold} when it cannot be, and the socket is out of the room
     */
    Future<Void> joined(String room, boolean again) {
        if (again) {
            Stay stay = stays.get(room);
            return stay == null ? DONE : stay.told;
        }
        if (!wants(Activity.Type.JOINED) && !wants(Activity.Type.LEFT)) return DONE;
        long number = stay(room).number;
        Future<Boolean> will = wants(Activity.Type.LEFT) ? writeWill() : STORED;
        Future<Boolean> joined = wants(Activity.Type.JOINED) ? webhooks.tell(notices.joined(room)) : STORED;
        Future<Void> told = joined.compose(stored -> stored ? will.mapEmpty() : refused(room, number));
        stays.put(room, new Stay(number, told));
        return told;
    }

    private Future<Void> refused(String room, long number) {
        Stay stay = stays.get(room);
        // It may have left meanwhile, and come back.
        if (live && stay != null && stay.number == number) socket.leave(Target.room(room), "unavailable");
        return Future.failedFuture(new JoinNotTold());
    }

    private Stay stay(String room) {
        return stays.computeIfAbsent(room, first -> new Stay(++lastStay, DONE));
    }

    /** It is out of a room. Done when that is stored or remembered. */
    Future<Void> left(String room, String reason) {
        if (!live) return DONE;
        if (!wants(Activity.Type.LEFT)) {
            stays.remove(room);
            return DONE;
        }
        Future<Boolean> told = webhooks.report(notices.left(room, stay(room).number, reason));
        stays.remove(room);
        // The will has it until it is stored: it has the same key there and is told once.
        return told.onSuccess(stored -> writeWill()).mapEmpty();
    }

    /** It is somebody's from now on. */
    void belongsToUser() {
        if (willed) writeWill();
    }

    /** As {@link ClientSocket#farewell}. */
    Future<Void> farewell(List<Notice> last) {
        farewell = List.copyOf(last);
        return writeWill().mapEmpty();
    }

    /** It is gone. */
    void closed(String reason) {
        if (!live) return;
        List<Notice> last = last(reason);
        live = false;
        if (last.isEmpty() && !willed) return;
        webhooks.report(last, willed ? Optional.of(life) : Optional.empty());
    }

    private Future<Boolean> writeWill() {
        if (!live) return STORED;
        List<Notice> last = last("node lost");
        if (last.isEmpty() && !willed) return STORED;
        willed = !last.isEmpty();
        return webhooks.will(life, last);
    }

    private List<Notice> last(String reason) {
        boolean left = wants(Activity.Type.LEFT);
        boolean gone = wants(Activity.Type.DISCONNECTED);
        if (!left && !gone && farewell.isEmpty()) return List.of();
        var last = new ArrayList<Notice>();
        if (left) {
            for (Target target : socket.joined()) {
                if (target.kind() == Target.Kind.ROOM)
                    last.add(notices.left(target.name(), stay(target.name()).number, reason));
            }
        }
        for (Notice each : farewell) last.add(each.asOf(clock.instant()));
        if (gone) last.add(notices.disconnected(reason));
        return last;
    }
}
