package dev.parley.sockets;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.NodeId;
import dev.parley.bus.Target;
import dev.parley.sockets.Discontinuity.Lost;
import dev.parley.sockets.engine.RandomId;
import dev.parley.sockets.recovery.Claim;
import dev.parley.sockets.recovery.Comeback;
import dev.parley.sockets.recovery.SavedSession;
import dev.parley.sockets.recovery.SessionText;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How clients that were cut off come back to one event loop: whose session one goes on with, and what it is owed. Confined
 * to that event loop; its futures complete there.
 */
record Recovery(Vertx vertx, Context context, RecoveryServices node) {

    /** How long a node may take to let go of a socket whose client is here by now. It may be frozen. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Until a cluster that could not decide is asked again. */
    private static final long AGAIN_MILLIS = 200;

    NodeId self() {
        return node.self();
    }

    RecoveryMetrics metrics() {
        return node.metrics();
    }

    /** @param back whose session it goes on with, if it does */
    Continuity continuity(Resumption resumption, @Nullable Comeback back) {
        return new Continuity(
                resumption,
                context,
                node.sessions(),
                node.config().window(),
                back == null ? RandomId.next() : back.secret(),
                back == null ? null : back.kept());
    }

    /**
     * Looks for the session that a client wishes to go on with, and makes it this node's. Whoever had it lets go of it.
     *
     * @return nothing where there is none for it; does not fail
     */
    Future<Optional<Comeback>> find(AppNamespace at, Claim claim) {
        return switch (claim) {
            case Claim.None none -> Future.succeededFuture(Optional.empty());
            case Claim.Malformed malformed -> fresh(Discontinuity.MALFORMED);
            case Claim.Known known ->
                take(at, known, node.clock().instant().plus(node.config().within()))
                        .map(Optional::of)
                        .recover(failure ->
                                fresh(failure instanceof Lost ? Discontinuity.of(failure) : Discontinuity.TIMEOUT));
        };
    }

    private Future<Optional<Comeback>> fresh(Discontinuity why) {
        metrics().fresh(why);
        return Future.succeededFuture(Optional.empty());
    }

    /** A cluster that is losing or gaining a node may be unable to decide; it is asked again for as long as clients wait. */
    private <T> Future<T> decided(Supplier<Future<T>> question, Instant end) {
        return question.get()
                .recover(fault -> node.clock().instant().isBefore(end)
                        ? vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).compose(again -> decided(question, end))
                        : Future.failedFuture(fault));
    }

    /** A session that is not there may be in the other part of a cluster that is about to be one. */
    private Future<Optional<String>> look(String secret, Instant end) {
        return decided(() -> node.sessions().find(secret), end)
                .compose(text -> text.isEmpty()
                                && node.logs().unsettled()
                                && node.clock().instant().isBefore(end)
                        ? vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).compose(again -> look(secret, end))
                        : Future.succeededFuture(text));
    }

    private Future<Comeback> take(AppNamespace at, Claim.Known claim, Instant end) {
        return look(claim.secret(), end).compose(text -> {
            Optional<SavedSession> saved = text.flatMap(SessionText::read);
            if (saved.isEmpty()) return lost(Discontinuity.UNKNOWN);
            if (!saved.get().namespace().equals(at)) return lost(Discontinuity.ELSEWHERE);
            return inTime(saved.get().host(), end)
                    .compose(still ->
                            still ? own(claim, text.orElseThrow(), saved.get(), end) : lost(Discontinuity.EXPIRED));
        });
    }

    private static <T> Future<T> lost(Discontinuity why) {
        return Future.failedFuture(new Lost(why));
    }

    /** Nobody has seen when the clients of a node that died were cut off, so it was then. */
    private Future<Boolean> inTime(NodeId host, Instant end) {
        if (node.lives(host)) return Future.succeededFuture(true);
        Instant earliest = node.clock().instant().minus(node.config().window());
        return decided(() -> node.logs().all(), end)
                .map(logs -> logs.stream()
                        .filter(log -> log.origin().equals(host))
                        .findFirst()
                        .map(log -> log.end()
                                .map(over -> over.at().isAfter(earliest))
                                .orElse(true))
                        .orElse(false));
    }

    /** Of all who want it, exactly one gets it: whoever replaces what is there. */
    private Future<Comeback> own(Claim.Known claim, String text, SavedSession saved, Instant end) {
        SavedSession mine = saved.goingOn(self(), RandomId.next());
        var back = new Comeback(claim.secret(), SessionText.write(mine), mine, claim.heard());
        return decided(
                        () -> node.sessions()
                                .replace(
                                        claim.secret(),
                                        text,
                                        back.kept(),
                                        node.config().window()),
                        end)
                .compose(replaced -> replaced
                        ? letGo(claim, saved).map(back)
                        : look(claim.secret(), end).compose(now -> contested(claim, saved, back, now, end)));
    }

    /** Its node has just saved it again, or this one has had it without being told, or somebody else has it. */
    private Future<Comeback> contested(
            Claim.Known claim, SavedSession saved, Comeback back, Optional<String> now, Instant end) {
        if (now.equals(Optional.of(back.kept()))) return letGo(claim, saved).map(back);
        Optional<SavedSession> other = now.flatMap(SessionText::read);
        return other.isPresent() && other.get().life().equals(saved.life())
                ? own(claim, now.orElseThrow(), other.get(), end)
                : lost(Discontinuity.UNKNOWN);
    }

    /** The node that had it, if it lives, does not go on with it. */
    private Future<?> letGo(Claim.Known claim, SavedSession saved) {
        if (!node.lives(saved.host())) return Activities.DONE;
        Audience itself = Audience.of(saved.namespace(), Target.socket(saved.id()));
        Future<?> done = node.releases().letGo(saved.host(), itself, new Command.Release(claim.secret()));
        Future<?> late = vertx.timer(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return Future.any(done, late);
    }

    /**
     * Collects what a client has missed. All nodes know by now that its socket is here.
     *
     * @return fails with {@link Lost} where it is not all there
     */
    Future<Void> complete(SocketLoop loop, Resumption resumption, Replay replay) {
        return new CatchUp(node, loop, resumption, replay).ask();
    }
}
