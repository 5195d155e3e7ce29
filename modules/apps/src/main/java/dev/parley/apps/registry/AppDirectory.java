package dev.parley.apps.registry;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Apps;
import dev.parley.apps.Limits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The apps as this node knows them, owned by the node and changed on one event loop of its own choice; questions may come
 * on any thread. It follows what the records tell of changes, and looks itself every second, since that may get lost.
 */
public final class AppDirectory implements Apps {

    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final Logger log = LoggerFactory.getLogger(AppDirectory.class);

    /** What came of a text; kept, since few of many change at a time. */
    private record Known(String text, Optional<App> app) {}

    private final Vertx vertx;
    private final Context loop;
    private final AppRecords records;
    private final App standard;
    private final Limits defaults;
    private final InstantSource clock;
    private volatile AppTable table;

    private Map<String, Known> known = Map.of();
    private Future<Void> running = Future.succeededFuture();
    private @Nullable Future<Void> waiting;
    private boolean failing;
    private boolean closed;

    /**
     * Knows of one app until it is opened.
     *
     * @param standard the app of the configuration, which is always there and goes before any stored one of its id
     * @param defaults the limits of apps that set none of their own
     */
    public AppDirectory(Vertx vertx, AppRecords records, App standard, Limits defaults, InstantSource clock) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.records = records;
        this.standard = standard;
        this.defaults = defaults;
        this.clock = clock;
        this.table = AppTable.of(standard, defaults, clock);
    }

    /** Done when all apps are known, from then on to be kept so; fails if they cannot be read. */
    public Future<Void> open() {
        records.watch(() -> refresh());
        return refresh().onSuccess(loaded -> loop.runOnContext(on -> lookAgain()));
    }

    /** Changes no more. */
    public void close() {
        loop.runOnContext(on -> closed = true);
    }

    /** Done when everything is known that had changed before this call. Safe on every thread. */
    public Future<Void> refresh() {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(on -> nextLoad().onComplete(done));
        return done.future();
    }

    private void lookAgain() {
        vertx.setTimer(LOOK_EVERY_MILLIS, due -> {
            if (!closed) nextLoad().onComplete(looked -> lookAgain());
        });
    }

    /** A load that has not begun yet; all who come while one is running share the one after it. */
    private Future<Void> nextLoad() {
        if (waiting != null) return waiting;
        if (running.isComplete()) {
            running = load();
            return running;
        }
        waiting = running.transform(over -> {
            waiting = null;
            running = load();
            return running;
        });
        return waiting;
    }

    private Future<Void> load() {
        if (closed) return Future.succeededFuture();
        Promise<Void> done = Promise.promise();
        records.all()
                .onComplete(read -> loop.runOnContext(on -> {
                    if (read.succeeded()) {
                        take(read.result());
                        done.complete();
                    } else {
                        failed(read.cause());
                        done.fail(read.cause());
                    }
                }));
        return done.future();
    }

    private void take(Map<String, String> texts) {
        if (failing) log.info("the apps can be read again");
        failing = false;
        var now = new HashMap<String, Known>();
        texts.forEach((id, text) -> {
            Known before = known.get(id);
            now.put(id, before != null && before.text.equals(text) ? before : read(id, text));
        });
        if (now.equals(known)) return;
        known = Map.copyOf(now);
        List<App> apps =
                known.values().stream().flatMap(each -> each.app.stream()).toList();
        table = new AppTable(standard, apps, defaults, clock);
    }

    private static Known read(String id, String text) {
        Optional<App> app = AppJson.read(id, text);
        if (app.isEmpty()) log.warn("the record of the app {} cannot be read; it is left out", printable(id));
        return new Known(text, app);
    }

    private static String printable(String id) {
        return id.replaceAll("[^!-~]", "?");
    }

    private void failed(Throwable cause) {
        if (!failing && !closed) log.warn("the apps cannot be read; those known so far stay", cause);
        failing = true;
    }

    /** The app of the configuration, with the limits that it sets itself. */
    App configured() {
        return standard;
    }

    @Override
    public Optional<App> find(String id) {
        return table.find(id);
    }

    @Override
    public Optional<Caller> byKey(String presented) {
        return table.byKey(presented);
    }

    @Override
    public App standard() {
        return table.standard();
    }
}
