package dev.parley.bus;

import dev.parley.bus.Message.Remote;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What each event loop has said to each node in this turn: it goes together, for one message between nodes costs much more
 * than its bytes. Safe on every thread; what a loop has said is its own. Other threads have no turn, and nothing waits.
 */
final class Bundles {

    /** So many are not held back any longer. */
    private static final int MOST = 64;

    private final BiConsumer<String, Remote> out;
    private final ThreadLocal<Map<String, List<Remote>>> said = ThreadLocal.withInitial(HashMap::new);

    /** @param out takes an address and what goes there */
    Bundles(BiConsumer<String, Remote> out) {
        this.out = out;
    }

    void add(String to, Remote message) {
        if (!Context.isOnEventLoopThread()) {
            out.accept(to, message);
            return;
        }
        Context here = Vertx.currentContext();
        if (here == null) {
            flush(to);
            out.accept(to, message);
            return;
        }
        Map<String, List<Remote>> all = said.get();
        List<Remote> waiting = all.get(to);
        if (waiting == null) {
            waiting = new ArrayList<>();
            all.put(to, waiting);
            // What the loop has still to do in this turn comes before.
            here.runOnContext(turned -> flush(to));
        }
        waiting.add(message);
        if (waiting.size() == MOST) flush(to);
    }

    private void flush(String to) {
        List<Remote> waiting = said.get().remove(to);
        if (waiting == null) return;
        out.accept(to, waiting.size() == 1 ? waiting.getFirst() : new Bundle(waiting));
    }
}
