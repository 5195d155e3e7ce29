package dev.parley.profiles.adminui;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.apps.ApiKey;
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
     * @param session for the next time, where a password was shown
     */
    record Granted(Instant until, Optional<String> session) implements Outcome {
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
        Optional<Instant> until = session.flatMap(it -> sessions.verify(it, now));
        if (until.isPresent()) return new Granted(until.get(), Optional.empty());
        Optional<String> password = auth.member("password").flatMap(RawJson::asString);
        if (password.isPresent() && isGood(auth, password.get())) {
            Instant end = now.plus(config.session());
            return new Granted(end, Optional.of(sessions.mint(ApiKey.digest(password.get()), end)));
        }
        // The UI asks once by itself before anybody has typed anything.
        boolean tried =
                password.isPresent() || session.filter(it -> !it.isEmpty()).isPresent();
        return !tried || attempts.failed(address) ? new Denied() : new TooOften();
    }

    /** Takes as long whatever is wrong. */
    private boolean isGood(RawJson auth, String password) {
        String username = auth.member("username").flatMap(RawJson::asString).orElse("");
        boolean name = MessageDigest.isEqual(
                username.getBytes(UTF_8), config.username().getBytes(UTF_8));
        boolean key = ApiKey.isAmong(config.keys().digests(), password);
        return name && key;
    }
}
