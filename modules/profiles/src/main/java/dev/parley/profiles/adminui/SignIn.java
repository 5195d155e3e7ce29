package dev.parley.profiles.adminui;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.api.access.Actor;
import dev.parley.api.access.AdminKey;
import dev.parley.protocol.json.RawJson;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who may use the UI: whoever shows the user's name and a key of the admin API, and then its session. Safe on every thread.
 *
 * <p>A good key is not held up by what others at its address do: behind a proxy all have one address.
 */
final class SignIn {

    /** What came of what somebody has shown. */
    sealed interface Outcome {}

    /**
     * It will do.
     *
     * @param by whose key it was
     * @param session for the next time, where a password was shown
     */
    record Granted(Actor by, Instant until, Optional<String> session) implements Outcome {
        @Override
        public String toString() {
            return "Granted[" + until + "]";
        }
    }

    /** It will not. */
    record Denied() implements Outcome {}

    /** It will not, and nothing of that address has for some time. */
    record TooOften() implements Outcome {}

    private final AdminUiConfig config;
    private final InstantSource clock;
    private final SessionTokens sessions;
    private final Attempts attempts;

    SignIn(AdminUiConfig config, InstantSource clock, LongSupplier nanos) {
        this.config = config;
        this.clock = clock;
        this.sessions = new SessionTokens(config.keys());
        this.attempts = new Attempts(nanos);
    }

    /**
     * @param auth what the client sent along: {@code {"username","password"}}, or {@code {"sessionId"}}
     * @param address where it is
     */
    Outcome judge(RawJson auth, String address) {
        Instant now = clock.instant();
        Optional<String> session = auth.member("sessionId").flatMap(RawJson::asString);
        Optional<SessionTokens.Session> back = session.flatMap(it -> sessions.verify(it, now));
        if (back.isPresent()) return granted(back.get().key(), back.get().until(), Optional.empty());
        Optional<String> password = auth.member("password").flatMap(RawJson::asString);
        Optional<AdminKey> key = password.flatMap(it -> opened(auth, it));
        if (key.isPresent()) {
            Instant end = now.plus(config.session());
            return granted(key.get(), end, Optional.of(sessions.mint(key.get(), end)));
        }
        // The UI asks once by itself before anybody has typed anything.
        boolean tried =
                password.isPresent() || session.filter(it -> !it.isEmpty()).isPresent();
        return !tried || attempts.failed(address) ? new Denied() : new TooOften();
    }

    /** Takes as long whatever is wrong. */
    private Optional<AdminKey> opened(RawJson auth, String password) {
        String username = auth.member("username").flatMap(RawJson::asString).orElse("");
        boolean name = MessageDigest.isEqual(
                username.getBytes(UTF_8), config.username().getBytes(UTF_8));
        Optional<AdminKey> key = config.keys().open(password);
        return key.filter(good -> name);
    }

    private static Granted granted(AdminKey key, Instant until, Optional<String> session) {
        return new Granted(key.actor(), until, session);
    }
}
