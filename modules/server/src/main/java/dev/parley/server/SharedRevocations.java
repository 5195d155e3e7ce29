package dev.parley.server;

import dev.parley.bus.Revocation;
import dev.parley.bus.Revocation.Kind;
import dev.parley.cluster.SharedRecords;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.tokens.RevocationRecords;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Revocations as records of the cluster. A whole one is the key, {@code ["app","USER","who",milliseconds]}: two nodes that
 * revoke at the same time do not meet, and nothing is ever changed. Safe on every thread.
 */
final class SharedRevocations implements RevocationRecords {

    private static final String VALUE = "";

    private final SharedRecords records;

    SharedRevocations(SharedRecords records) {
        this.records = records;
    }

    @Override
    public Future<Collection<Revocation>> all() {
        return records.all()
                .map(all ->
                        all.keySet().stream().flatMap(key -> read(key).stream()).toList());
    }

    @Override
    public Future<Void> keep(Revocation revocation, Duration life) {
        return records.create(key(revocation), VALUE, Optional.of(life)).mapEmpty();
    }

    @Override
    public Future<Void> drop(Revocation revocation) {
        return records.remove(key(revocation), VALUE).mapEmpty();
    }

    @Override
    public void watch(Runnable changed) {
        records.watch(changed);
    }

    private static String key(Revocation revocation) {
        return JsonWriter.build(w -> w.beginArray()
                        .string(revocation.app())
                        .string(revocation.kind().name())
                        .string(revocation.of())
                        .number(revocation.before().toEpochMilli())
                        .endArray())
                .toString();
    }

    /** Nothing for what a later version may have written. */
    private static Optional<Revocation> read(String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        if (!(RawJson.check(text, 0, text.length, 2) instanceof RawJson.Valid(RawJson json))) return Optional.empty();
        List<RawJson> parts = json.elements();
        if (parts.size() != 4) return Optional.empty();
        Optional<Kind> kind = parts.get(1).asString().flatMap(SharedRevocations::kind);
        Optional<String> app = parts.get(0).asString();
        Optional<String> of = parts.get(2).asString();
        if (kind.isEmpty()
                || app.isEmpty()
                || of.isEmpty()
                || parts.get(3).asLong().isEmpty()) return Optional.empty();
        Instant before = Instant.ofEpochMilli(parts.get(3).asLong().getAsLong());
        return Optional.of(new Revocation(app.get(), kind.get(), of.get(), before));
    }

    private static Optional<Kind> kind(String name) {
        return List.of(Kind.values()).stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }
}
