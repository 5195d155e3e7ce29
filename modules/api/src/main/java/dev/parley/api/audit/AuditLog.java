package dev.parley.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.api.access.Act;
import dev.parley.api.access.Witness;
import dev.parley.bus.NodeId;
import dev.parley.cluster.SharedRecords;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What admins have had done. Each act is one line of JSON on the logger {@code dev.parley.audit}, which is for whoever keeps
 * logs; the newest are records that all nodes share, and are gone when all nodes are. Safe on every thread.
 */
public final class AuditLog implements Witness {

    private static final Logger audit = LoggerFactory.getLogger("dev.parley.audit");
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    /** Paths have names that backends chose, which may be long. */
    private static final int LONGEST = 300;

    /** How many acts there may be more than are kept before the oldest ones go. */
    private static final int SLACK = 32;

    private final AuditConfig config;
    private final NodeId self;
    private final SharedRecords records;
    private final InstantSource clock;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * What one node adds and lists.
     *
     * @param records of this use alone
     */
    public AuditLog(AuditConfig config, NodeId self, SharedRecords records, InstantSource clock) {
        this.config = config;
        this.self = self;
        this.records = records;
        this.clock = clock;
    }

    /** An act that was kept.
     *
     * @param id in the order of time
     * @param act as {@code openapi.yaml} describes it
     */
    public record Entry(String id, RawJson act) {}

    /**
     * A part of what is kept, the newest first.
     *
     * @param next for the part behind it, if there is one
     */
    public record Part(List<Entry> entries, Optional<String> next) {}

    @Override
    public void saw(Act act) {
        Instant now = clock.instant();
        int turn = number.getAndIncrement();
        String id = "%013d-%04d-%s".formatted(now.toEpochMilli(), Math.floorMod(turn, 10_000), self);
        RawJson json = json(id, now, act);
        audit.info("{}", json);
        records.create(id, json.toString(), Optional.of(config.kept()))
                .compose(kept -> turn % SLACK == 0 ? trim() : Future.succeededFuture())
                .onFailure(
                        fault -> log.warn("what an admin did is in the log alone: the cluster cannot keep it", fault));
    }

    /**
     * What was done.
     *
     * @param before an id: what was done before it; empty for the newest
     * @return fails when the cluster cannot decide
     */
    public Future<Part> latest(String before, int most) {
        return records.all().map(all -> {
            List<Entry> found = all.entrySet().stream()
                    .filter(each -> before.isEmpty() || each.getKey().compareTo(before) < 0)
                    .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                    .limit(most + 1L)
                    .flatMap(each -> read(each).stream())
                    .toList();
            if (found.size() <= most) return new Part(found, Optional.empty());
            List<Entry> part = found.subList(0, most);
            return new Part(part, Optional.of(part.getLast().id()));
        });
    }

    private Future<?> trim() {
        return records.all()
                .compose(all -> Future.join(all.entrySet().stream()
                        .sorted(Map.Entry.<String, String>comparingByKey(Comparator.reverseOrder()))
                        .skip(config.entries())
                        .map(each -> records.remove(each.getKey(), each.getValue()))
                        .toList()));
    }

    private static Optional<Entry> read(Map.Entry<String, String> record) {
        byte[] text = record.getValue().getBytes(UTF_8);
        return RawJson.check(text, 0, text.length, 4) instanceof RawJson.Valid(RawJson act)
                ? Optional.of(new Entry(record.getKey(), act))
                : Optional.empty();
    }

    private RawJson json(String id, Instant now, Act act) {
        return JsonWriter.object(w -> {
            w.name("id").string(id).name("time").string(now.toString());
            w.name("by").beginObject().name("key").string(act.by().key());
            act.by().session().ifPresent(session -> w.name("session").string(session));
            w.endObject();
            w.name("what").string(act.what()).name("on").string(shortened(act.on()));
            act.app().ifPresent(app -> w.name("app").string(app));
            w.name("status").number(act.status());
            w.name("node").string(self.value());
            if (!act.request().isEmpty()) w.name("request").string(act.request());
        });
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
