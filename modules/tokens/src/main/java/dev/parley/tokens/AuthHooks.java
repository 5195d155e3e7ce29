package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.apps.AuthHook;
import dev.parley.bus.AppNamespace;
import dev.parley.protocol.json.JsonWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks apps' backends who the bearers of tokens are. Confined to the context of its TokenVerticle.
 *
 * <p>Questions that are open at the same time and are the same are asked once. Only answers that let somebody in are kept
 * for later, and none of what was asked or answered is logged.
 */
final class AuthHooks {

    private static final int ANSWER_BYTES = 64 * 1024;
    private static final int KEPT = 10_000;

    /** What is larger is asked for again: all that is kept has to fit. */
    private static final int KEPT_BYTES = 4 * 1024;

    /** A question by its digest, so that no memory dump gives the token away. */
    private record Question(AuthHook hook, String digest) {}

    private record Kept(Vouch.For answer, Instant until) {}

    private final Backends backends;
    private final int maxOpen;
    private final InstantSource clock;
    private final RecentlyUsed<Question, Kept> kept = new RecentlyUsed<>(KEPT);
    private final Map<Question, Future<Vouch>> open = new HashMap<>();
    private final Map<String, Integer> openOfApp = new HashMap<>();

    /** @param maxOpen questions of one app */
    AuthHooks(Backends backends, int maxOpen, InstantSource clock) {
        this.backends = backends;
        this.maxOpen = maxOpen;
        this.clock = clock;
    }

    /** Never fails: a backend that gives no good answer is an answer. */
    Future<Vouch> ask(App app, AuthHook hook, AppNamespace at, String token, RevocationTable revoked) {
        var question = new Question(hook, digest(at, token));
        Vouch.For known = known(app, question, revoked);
        if (known != null) return Future.succeededFuture(known);
        Future<Vouch> same = open.get(question);
        if (same != null) return same;
        if (openOfApp.getOrDefault(app.id(), 0) >= maxOpen) {
            return Future.succeededFuture(TokenDenial.AUTH_UNAVAILABLE);
        }
        openOfApp.merge(app.id(), 1, Integer::sum);
        Future<Vouch> answer = backends.post(app.id(), hook.url(), body(at, token), hook.timeout(), ANSWER_BYTES)
                .map(reply -> HookAnswer.read(reply, clock.instant()))
                .otherwise(TokenDenial.AUTH_UNAVAILABLE)
                .map(vouch -> done(app, question, vouch));
        if (!answer.isComplete()) open.put(question, answer);
        return answer;
    }

    /** A kept answer that was revoked meanwhile is as good as none: the backend may know better by now. */
    private Vouch.@Nullable For known(App app, Question question, RevocationTable revoked) {
        Kept known = kept.get(question);
        if (known == null) return null;
        var identity = known.answer.identity();
        boolean good = clock.instant().isBefore(known.until)
                && !revoked.covers(app.id(), null, identity.user(), identity.issued());
        if (!good) kept.remove(question);
        return good ? known.answer : null;
    }

    private Vouch done(App app, Question question, Vouch vouch) {
        open.remove(question);
        openOfApp.computeIfPresent(app.id(), (id, count) -> count > 1 ? count - 1 : null);
        Instant until = clock.instant().plus(question.hook.cache());
        if (vouch instanceof Vouch.For answer && answer.identity().claims().length() <= KEPT_BYTES) {
            Instant end = answer.identity().expires().filter(until::isAfter).orElse(until);
            if (end.isAfter(clock.instant())) kept.put(question, new Kept(answer, end));
        }
        return vouch;
    }

    private static Buffer body(AppNamespace at, String token) {
        var json = JsonWriter.build(w -> w.beginObject()
                .name("token")
                .string(token)
                .name("app")
                .string(at.app())
                .name("namespace")
                .string(at.name())
                .endObject());
        return Buffer.buffer(json.toBytes());
    }

    private static String digest(AppNamespace at, String token) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {at.app(), at.name(), token}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
                sha.update((byte) ':');
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
