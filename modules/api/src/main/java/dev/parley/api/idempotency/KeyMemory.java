package dev.parley.api.idempotency;

import dev.parley.api.http.Reply;
import dev.parley.cluster.SharedRecords;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Which idempotency keys there were, and what was answered, in the memory that all nodes share. Safe on every thread. A
 * future fails when the cluster does not decide in time.
 */
final class KeyMemory {

    /** Longer answers are those of many clients' acknowledgements. */
    static final int LONGEST_ANSWER = 65_536;

    /** About what a key takes by itself in the memory of Hazelcast. */
    private static final int KEY_BYTES = 256;

    private final SharedRecords records;
    private final IdempotencyLimits limits;
    private final Supplier<String> ids;
    private final KeyBudget budget;

    KeyMemory(SharedRecords records, IdempotencyLimits limits, Supplier<String> ids, LongSupplier nanoTime) {
        this.records = records;
        this.limits = limits;
        this.ids = ids;
        this.budget = new KeyBudget(limits.window(), limits.bytes(), nanoTime);
    }

    /** Claims a key of an app for a request to a route. */
    Future<Claim> claim(String app, String route, String key, RawJson body) {
        String name = digest((app + "\n" + route + "\n" + key).getBytes(StandardCharsets.UTF_8));
        var mark = new Remembered.UnderWay(digest(body.toBytes()), ids.get());
        Optional<Claim> exhausted = budget.exhausted(app).map(Claim.Exhausted::new);
        if (exhausted.isPresent()) return known(name, mark).map(claim -> claim.orElse(exhausted.get()));
        return create(name, mark).compose(created -> {
            if (!created) return known(name, mark).map(claim -> claim.orElse(new Claim.StillUnderWay()));
            budget.take(app, KEY_BYTES);
            return Future.succeededFuture(new Claim.Ours(app, name, mark));
        });
    }

    private Future<Boolean> create(String name, Remembered.UnderWay mark) {
        Future<Boolean> created = records.create(name, mark.text(), Optional.of(limits.underWay()));
        return inTime(created).onFailure(tooLate -> created.onSuccess(late -> records.remove(name, mark.text())));
    }

    /** Nothing if nothing is known of the key, any more or yet. */
    private Future<Optional<Claim>> known(String name, Remembered.UnderWay mark) {
        return inTime(records.one(name))
                .map(text -> text.map(Remembered::of).map(before -> {
                    if (!before.body().equals(mark.body())) return new Claim.OtherBody();
                    return switch (before) {
                        case Remembered.UnderWay underWay -> new Claim.StillUnderWay();
                        case Remembered.Answered answered -> new Claim.Repeated(answered.answer());
                        case Remembered.AnswerNotKept done -> new Claim.AnswerGone();
                    };
                }));
    }

    /** Keeps what a request is answered, if it was done; else its key is free again. */
    Future<Boolean> settle(Claim.Ours claim, Reply reply) {
        return switch (reply) {
            case Reply.Refused refused -> release(claim);
            case Reply.Done done -> keep(claim, done);
        };
    }

    private Future<Boolean> keep(Claim.Ours claim, Reply.Done done) {
        String body = claim.mark().body();
        int length = done.body().length();
        boolean fits = length <= LONGEST_ANSWER;
        Remembered kept = fits ? new Remembered.Answered(body, done) : new Remembered.AnswerNotKept(body);
        if (fits) budget.take(claim.app(), length);
        return inTime(records.replace(claim.name(), claim.mark().text(), kept.text(), limits.window()));
    }

    /** Nothing was done, and the key is free again. */
    Future<Boolean> release(Claim.Ours claim) {
        return inTime(records.remove(claim.name(), claim.mark().text()));
    }

    private <T> Future<T> inTime(Future<T> answer) {
        return answer.timeout(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
