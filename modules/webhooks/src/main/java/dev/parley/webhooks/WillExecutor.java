package dev.parley.webhooks;

import dev.parley.bus.webhooks.Notice;
import dev.parley.store.documents.StoreLost;
import dev.parley.store.webhooks.Wills;
import dev.parley.store.webhooks.Wills.StoredWill;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what nodes whose lease is over would have told of their sockets. Owned by the context of its WebhookVerticle, a
 * virtual thread.
 *
 * <p>Of each lost node one survivor does it. Should another one do so as well, or the node have told it itself, nobody is told
 * twice, for what is in wills has keys.
 */
final class WillExecutor {

    /** Tells of what has just happened. */
    interface Teller {

        /** Whether it is stored; if not it is told again later. Does not fail. */
        Future<Boolean> tell(List<Notice> notices);
    }

    private static final int PORTION = 500;
    private static final long EVERY_MILLIS = TimeUnit.SECONDS.toMillis(1);

    /** What cannot be told for want of room is not asked for each second. */
    private static final int REST = 10;

    private static final Logger log = LoggerFactory.getLogger(WillExecutor.class);

    private final Vertx vertx;
    private final String self;
    private final LivingNodes nodes;
    private final Wills wills;
    private final Teller teller;
    private final InstantSource clock;

    /** Rounds in which a node is left alone, since something of it could not be told. */
    private final Map<String, Integer> resting = new HashMap<>();

    private long timer = -1;
    private boolean closed;

    WillExecutor(Vertx vertx, String self, LivingNodes nodes, Wills wills, Teller teller, InstantSource clock) {
        this.vertx = vertx;
        this.self = self;
        this.nodes = nodes;
        this.wills = wills;
        this.teller = teller;
        this.clock = clock;
    }

    /** From now on it looks for something to do once a second. */
    void start() {
        timer = vertx.setTimer(EVERY_MILLIS, now -> {
            try {
                round();
            } finally {
                if (!closed) start();
            }
        });
    }

    void stop() {
        closed = true;
        vertx.cancelTimer(timer);
    }

    private void round() {
        Set<String> lost = Set.copyOf(nodes.lost());
        resting.keySet().retainAll(lost);
        for (String node : lost) {
            if (closed) return;
            if (resting.computeIfPresent(node, (same, rounds) -> rounds > 1 ? rounds - 1 : null) != null) continue;
            if (!isMine(node)) continue;
            try {
                execute(node);
            } catch (StoreLost store) {
                log.debug("what node {} leaves to be told waits for the store", node);
            }
        }
    }

    private boolean isMine(String node) {
        return Rendezvous.of(nodes.living(), node).filter(self::equals).isPresent();
    }

    private void execute(String node) {
        boolean all = true;
        int told = 0;
        String after = "";
        for (List<StoredWill> some = read(node, after); !some.isEmpty(); some = read(node, after)) {
            List<String> done = tell(some);
            if (!done.isEmpty()) wills.remove(done).await();
            all &= done.size() == some.size();
            told += done.size();
            after = some.getLast().socket();
            if (closed) return;
        }
        if (told > 0) log.info("told what became of {} sockets of node {}, which is lost", told, node);
        if (all) nodes.forget(node).await();
        else resting.put(node, REST);
    }

    private List<StoredWill> read(String node, String after) {
        return wills.of(node, after, PORTION).await();
    }

    /** All at once, each by itself: one that cannot be told keeps no other waiting. */
    private List<String> tell(List<StoredWill> some) {
        List<Future<Boolean>> answers = some.stream()
                .map(will -> teller.tell(will.notices().stream()
                        .map(each -> each.asOf(clock.instant()))
                        .toList()))
                .toList();
        Future.all(answers).await();
        return IntStream.range(0, some.size())
                .filter(i -> answers.get(i).result())
                .mapToObj(i -> some.get(i).socket())
                .toList();
    }
}
