package dev.parley.sockets;

import dev.parley.cluster.SavedSessions;
import dev.parley.sockets.recovery.SavedSession;
import dev.parley.sockets.recovery.SessionText;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one socket's session in the cluster, for its client's return. Confined to the socket's event loop.
 *
 * <p>Of what changes in one turn of the loop, and while it is being kept, only the latest is kept. A write replaces what
 * this socket wrote and nothing else: once the client has come back elsewhere, its session is not this socket's.
 */
final class Continuity {

    /** How long the session of a connected client is kept without being written again. */
    static final Duration ATTACHED = Duration.ofHours(1);

    /** Until a cluster that could not keep it is asked again. */
    private static final long AGAIN_MILLIS = 1_000;

    private static final Future<Boolean> KEPT = Future.succeededFuture(true);
    private static final Future<Boolean> NOT_OURS = Future.succeededFuture(false);

    /** So often it is looked what is there, when it is not what was expected. */
    private static final int TRIES = 3;

    private final Resumption resumption;
    private final Context context;
    private final SavedSessions sessions;
    private final Duration window;
    private final String secret;

    private @Nullable String kept;

    /** Whether that is kept for as long as the client may stay connected: what it came back to is not yet. */
    private boolean lasts;

    private @Nullable Promise<Void> next;
    private Future<Void> current = Activities.DONE;
    private boolean over;
    private boolean released;

    /**
     * @param window how long a client that was cut off may stay away
     * @param kept what the cluster keeps of it already
     */
    Continuity(
            Resumption resumption,
            Context context,
            SavedSessions sessions,
            Duration window,
            String secret,
            @Nullable String kept) {
        this.resumption = resumption;
        this.context = context;
        this.sessions = sessions;
        this.window = window;
        this.secret = secret;
        this.kept = kept;
    }

    String secret() {
        return secret;
    }

    /**
     * Something has changed that the client is to find again. Done when that is kept, or cannot be at the moment: then it is
     * tried again.
     */
    Future<Void> changed() {
        if (over) return Activities.DONE;
        if (next == null) {
            next = Promise.promise();
            Future<Void> before = current;
            context.runOnContext(turnIsOver -> before.onComplete(done -> writeNext()));
        }
        return next.future();
    }

    private void writeNext() {
        Promise<Void> waiting = next;
        if (waiting == null) return;
        next = null;
        current = waiting.future();
        if (over) waiting.complete();
        else
            write(SessionText.write(resumption.saved()), ATTACHED)
                    .onFailure(fault -> context.owner().setTimer(AGAIN_MILLIS, again -> changed()))
                    .onComplete(done -> waiting.complete());
    }

    /** Writes it even if nothing has changed, so that it does not expire while the client is here. */
    void renew() {
        String text = kept;
        if (over || text == null || !current.isComplete()) return;
        var unused = change(
                text, mine -> sessions.replace(secret, mine, text, ATTACHED), () -> create(text, ATTACHED), TRIES);
    }

    private Future<Void> write(String text, Duration life) {
        String before = kept;
        if (text.equals(before) && lasts && life.equals(ATTACHED)) return Activities.DONE;
        Function<String, Future<Boolean>> replace = mine -> sessions.replace(secret, mine, text, life);
        Future<Boolean> written = before == null
                ? create(text, life).compose(done -> done ? KEPT : changeFound(replace, () -> NOT_OURS, TRIES))
                : change(before, replace, () -> create(text, life), TRIES);
        return written.map(mine -> {
            if (mine) {
                kept = text;
                lasts = life.equals(ATTACHED);
            } else if (!over) {
                superseded();
            }
            return null;
        });
    }

    /** The cluster has lost it with two of its nodes. */
    private Future<Boolean> create(String text, Duration life) {
        return released ? NOT_OURS : sessions.create(secret, text, life);
    }

    /**
     * Changes what this socket wrote. That may be another text than it believes: one whose writing was not confirmed, or
     * an earlier one, where the parts of a cluster have become one again.
     */
    private Future<Boolean> change(
            String believed, Function<String, Future<Boolean>> change, Supplier<Future<Boolean>> gone, int tries) {
        return change.apply(believed).compose(done -> done ? KEPT : changeFound(change, gone, tries));
    }

    private Future<Boolean> changeFound(
            Function<String, Future<Boolean>> change, Supplier<Future<Boolean>> gone, int tries) {
        return sessions.find(secret).compose(there -> {
            if (there.isEmpty()) return gone.get();
            return tries > 0 && isOwn(there.get()) ? change(there.get(), change, gone, tries - 1) : NOT_OURS;
        });
    }

    private boolean isOwn(String text) {
        String own = resumption.life();
        return SessionText.read(text)
                .map(SavedSession::life)
                .filter(own::equals)
                .isPresent();
    }

    private void superseded() {
        over = true;
        resumption.superseded();
    }

    /**
     * The socket is gone.
     *
     * @param returns whether its client may come back
     */
    void end(boolean returns) {
        if (over) return;
        over = true;
        String last = returns ? SessionText.write(resumption.saved()) : "";
        current.onComplete(done -> {
            if (returns) {
                var unused = write(last, window);
            } else if (kept != null) {
                var unused = change(kept, mine -> sessions.remove(secret, mine), () -> NOT_OURS, TRIES);
            }
        });
    }

    /** Its client, once it is cut off, does not come back to it. */
    void forgo() {
        end(false);
    }

    /** Its client has come back elsewhere. Done when the last write is done. */
    Future<Void> release() {
        over = true;
        released = true;
        return current;
    }
}
