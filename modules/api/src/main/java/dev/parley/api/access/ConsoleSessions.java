package dev.parley.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.cluster.SharedRecords;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in at the console. Nothing is kept of a session but the cookie, which an admin key has signed: it is good on
 * every node that has this key, until it expires or is ended. Safe on every thread.
 *
 * <p>The cookie alone opens nothing. Each request shows, beside it, a token that only the console's own page can read, and
 * does not come from a page of somebody else.
 */
public final class ConsoleSessions {

    /** The cookie. */
    public static final String COOKIE = "parley_console";

    /** The header with the token. */
    public static final String TOKEN = "X-Console-Token";

    private static final int ID_BYTES = 18;
    private static final int LONGEST = 200;

    private final AdminKeys keys;
    private final Duration life;
    private final InstantSource clock;
    private final EndedSessions ended;
    private final SecureRandom random = new SecureRandom();

    /**
     * The sessions as one node sees them.
     *
     * @param life how long one lasts
     * @param ended of this use alone
     */
    public ConsoleSessions(AdminKeys keys, Duration life, InstantSource clock, SharedRecords ended) {
        this.keys = keys;
        this.life = life;
        this.clock = clock;
        this.ended = new EndedSessions(ended);
    }

    /**
     * A session, and the cookie that stands for it.
     *
     * @param maxAge of the cookie
     */
    public record Opened(ConsoleSession session, String cookie, Duration maxAge) {
        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    /** Signs in; nothing if that is no key of the admin. */
    public Optional<Opened> open(String adminKey) {
        return keys.open(adminKey).map(key -> {
            byte[] id = new byte[ID_BYTES];
            random.nextBytes(id);
            ConsoleSession session = session(
                    key,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                    clock.instant().plus(life));
            String text = text(session.id(), session.until());
            return new Opened(session, text + "." + key.sign("session " + text), life);
        });
    }

    /** Signs out, on all nodes. */
    public void end(ConsoleSession session) {
        Duration left = Duration.between(clock.instant(), session.until());
        if (left.isPositive()) ended.add(session.id(), left);
    }

    /** Whose request this is: it has the cookie, and the token in its header. */
    public Optional<ConsoleSession> of(MultiMap headers) {
        return of(headers, headers.get(TOKEN));
    }

    /** The same with a token that came another way. */
    public Optional<ConsoleSession> of(MultiMap headers, @Nullable String token) {
        if (token == null) return Optional.empty();
        return byCookie(headers).filter(session -> same(session.token(), token));
    }

    /** Who has this cookie. That is enough to be told the token, which other pages cannot read, and for nothing else. */
    public Optional<ConsoleSession> byCookie(MultiMap headers) {
        if (!isOwnPage(headers)) return Optional.empty();
        return cookie(headers).flatMap(this::read).filter(this::isGood);
    }

    /** Whether it has neither expired nor been ended. */
    public boolean isGood(ConsoleSession session) {
        return clock.instant().isBefore(session.until()) && !ended.contain(session.id());
    }

    private Optional<ConsoleSession> read(String cookie) {
        String[] parts = cookie.split("\\.", -1);
        if (parts.length != 3 || !parts[1].matches("[0-9]{1,12}")) return Optional.empty();
        Instant until = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        Optional<ConsoleSession> found = Optional.empty();
        for (AdminKey key : keys.all()) {
            if (same(key.sign("session " + text(parts[0], until)), parts[2])) {
                found = Optional.of(session(key, parts[0], until));
            }
        }
        return found;
    }

    private static ConsoleSession session(AdminKey key, String id, Instant until) {
        return new ConsoleSession(id, key.name(), until, key.sign("token " + id));
    }

    private static String text(String id, Instant until) {
        return id + "." + until.getEpochSecond();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static Optional<String> cookie(MultiMap headers) {
        return headers.getAll(HttpHeaders.COOKIE).stream()
                .flatMap(each -> Arrays.stream(each.split(";")))
                .map(String::strip)
                .filter(each -> each.startsWith(COOKIE + "=") && each.length() <= LONGEST)
                .map(each -> each.substring(COOKIE.length() + 1))
                .findFirst();
    }

    /** Browsers say which page asks: by {@code Sec-Fetch-Site}, which no page can change, and older ones by {@code Origin}. */
    private static boolean isOwnPage(MultiMap headers) {
        String site = headers.get("Sec-Fetch-Site");
        if (site != null) return site.equals("same-origin");
        String origin = headers.get(HttpHeaders.ORIGIN);
        String host = headers.get(HttpHeaders.HOST);
        if (origin == null) return true;
        return host != null && origin.substring(origin.indexOf("//") + 2).equalsIgnoreCase(host);
    }
}
