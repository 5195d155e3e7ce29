package dev.parley.apps.registry;

import dev.parley.apps.App;
import dev.parley.protocol.json.Members.Fault;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Changes one record by compare-and-set, again and again until nobody came in between. Safe on every thread. */
final class RecordChange {

    private static final int ATTEMPTS = 50;

    private final AppRecords records;
    private final int maxBytes;

    RecordChange(AppRecords records, int maxBytes) {
        this.records = records;
        this.maxBytes = maxBytes;
    }

    /**
     * Changes an app.
     *
     * @param step what the app becomes; runs once for each attempt
     */
    <T> Future<Outcome<T>> change(String id, Function<App, Outcome<Changed<T>>> step) {
        return change(id, step, ATTEMPTS);
    }

    private <T> Future<Outcome<T>> change(String id, Function<App, Outcome<Changed<T>>> step, int attempts) {
        if (attempts == 0) return refused(new Refusal.Contended(id));
        return records.one(id).compose(text -> {
            if (text.isEmpty()) return refused(new Refusal.UnknownApp(id));
            Optional<App> app = AppJson.read(id, text.get());
            if (app.isEmpty()) return refused(new Refusal.Unreadable(id));
            return switch (step.apply(app.get())) {
                case Outcome.Refused<Changed<T>> refused -> refused(refused.why());
                case Outcome.Done<Changed<T>> done -> {
                    Outcome<T> told = new Outcome.Done<>(done.value().told());
                    String changed = AppJson.write(done.value().app());
                    Optional<Refusal> tooLarge = tooLarge(changed);
                    if (tooLarge.isPresent()) yield refused(tooLarge.get());
                    yield records.replace(id, text.get(), changed)
                            .compose(replaced ->
                                    replaced ? Future.succeededFuture(told) : change(id, step, attempts - 1));
                }
            };
        });
    }

    Future<Outcome<String>> remove(String id) {
        return remove(id, ATTEMPTS);
    }

    private Future<Outcome<String>> remove(String id, int attempts) {
        if (attempts == 0) return refused(new Refusal.Contended(id));
        return records.one(id).compose(text -> {
            if (text.isEmpty()) return refused(new Refusal.UnknownApp(id));
            return records.remove(id, text.get())
                    .compose(removed ->
                            removed ? Future.succeededFuture(new Outcome.Done<>(id)) : remove(id, attempts - 1));
        });
    }

    /** Nothing if the text may be stored. */
    Optional<Refusal> tooLarge(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= maxBytes) return Optional.empty();
        var fault = new Fault("", "makes the app larger than " + maxBytes + " bytes (apps.max-bytes)");
        return Optional.of(new Refusal.Invalid(List.of(fault)));
    }

    private static <T> Future<Outcome<T>> refused(Refusal why) {
        return Future.succeededFuture(new Outcome.Refused<>(why));
    }
}
