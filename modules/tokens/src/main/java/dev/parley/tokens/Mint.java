package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.apps.Apps;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.MintJoinToken;
import dev.parley.bus.Message.MintJwt;
import dev.parley.bus.Message.MintRefused;
import dev.parley.bus.Message.MintUserToken;
import dev.parley.bus.Message.Minted;
import dev.parley.bus.Message.Question;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/**
 * Makes tokens with the newest secret of an app, and none that this server would not take. Safe on every thread.
 */
final class Mint {

    /** What the bearer of a join token may be allowed. */
    static final Set<String> RIGHTS = Set.of("publish", "presence", "history");

    private static final int MAX_DEPTH = 16;

    private final TokensConfig config;
    private final Apps apps;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param ids names that nobody can guess and that no two tokens share */
    Mint(TokensConfig config, Apps apps, InstantSource clock, Supplier<String> ids) {
        this.config = config;
        this.apps = apps;
        this.clock = clock;
        this.ids = ids;
    }

    MintDecision mint(Question<MintDecision> question) {
        return switch (question) {
            case MintUserToken order ->
                within(order.lifetime(), config.maxUserLifetime())
                        .or(() -> wrong(order))
                        .orElseGet(() -> sign(order.app(), secret -> user(order, secret)));
            case MintJoinToken order ->
                within(order.lifetime(), config.maxLifetime())
                        .or(() -> wrong(order))
                        .orElseGet(() -> sign(order.app(), secret -> join(order, secret)));
            case MintJwt order -> wrong(order).orElseGet(() -> issue(order));
            default ->
                throw new IllegalArgumentException(
                        "mints no " + question.getClass().getSimpleName());
        };
    }

    /** A second at least: expiries are written in whole ones. */
    private static Optional<MintDecision> within(Duration lifetime, Duration most) {
        boolean good = lifetime.compareTo(Duration.ofSeconds(1)) >= 0 && lifetime.compareTo(most) <= 0;
        return good
                ? Optional.empty()
                : refused("token_lifetime_exceeded", "A token lives from 1 to " + most.toSeconds() + " seconds");
    }

    private static Optional<MintDecision> wrong(MintUserToken order) {
        if (!JwtClaims.isName(order.user())) return refused("token_user_invalid", "A user has a name");
        return wrong(order.claims(), UserToken.REGISTERED);
    }

    private static Optional<MintDecision> wrong(MintJwt order) {
        boolean good = order.lifetime().isEmpty() || order.lifetime().get().compareTo(Duration.ofSeconds(1)) >= 0;
        return good
                ? wrong(order.claims(), IssuerToken.OWN)
                : refused("token_lifetime_exceeded", "A token lives for a second at least");
    }

    /** @param taken names that the token has a meaning of its own for */
    private static Optional<MintDecision> wrong(RawJson claims, Set<String> taken) {
        byte[] text = claims.toBytes();
        boolean object = claims.kind() == Kind.OBJECT
                && RawJson.check(text, 0, text.length, MAX_DEPTH) instanceof RawJson.Valid
                && Jws.object(text).isPresent();
        if (!object) {
            return refused(
                    "token_claims_invalid",
                    "Claims are an object with different names, at most " + MAX_DEPTH + " deep");
        }
        Optional<String> registered =
                claims.members().keySet().stream().filter(taken::contains).findFirst();
        return registered.flatMap(name -> refused("token_claims_invalid", "Claim " + name + " is not free to use"));
    }

    private static Optional<MintDecision> wrong(MintJoinToken order) {
        boolean named = Stream.of(order.room(), order.user(), order.socket())
                .allMatch(name -> name == null || JwtClaims.isName(name));
        if (!named) return refused("token_claims_invalid", "Rooms, users and sockets have names");
        boolean known = RIGHTS.containsAll(order.can());
        return known ? Optional.empty() : refused("token_right_unknown", "Rights are publish, presence and history");
    }

    private MintDecision sign(String app, Function<SigningSecret, Minted> make) {
        Optional<App> found = apps.find(app);
        if (found.isEmpty()) return refused(TokenDenial.APP_UNKNOWN);
        Optional<SigningSecret> secret = found.get().secrets().stream()
                .filter(each -> each.isGoodAt(clock.instant()))
                .findFirst();
        if (secret.isEmpty()) return refused(TokenDenial.NOT_CONFIGURED);
        Minted minted = make.apply(secret.get());
        return minted.token().length() > config.maxLength() ? refused(TokenDenial.TOO_LONG) : minted;
    }

    private Minted user(MintUserToken order, SigningSecret secret) {
        String id = ids.get();
        Instant now = clock.instant();
        Instant expires = now.plus(order.lifetime()).truncatedTo(ChronoUnit.SECONDS);
        var token = new UserToken(order.app(), order.user(), id, now, expires, order.claims());
        return new Minted(token.signedBy(secret), id, expires);
    }

    private MintDecision issue(MintJwt order) {
        Optional<App> app = apps.find(order.app());
        if (app.isEmpty()) return refused(TokenDenial.APP_UNKNOWN);
        Optional<SecretKey> key = IssuerToken.key(app.get().trusts());
        if (key.isEmpty()) return refused(TokenDenial.AUTH_NOT_CONFIGURED);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> expires = order.lifetime().map(now::plus);
        String token = new IssuerToken(order.claims(), now, expires).signedBy(key.get());
        if (token.length() > config.maxLength()) return refused(TokenDenial.TOO_LONG);
        return new Minted(token, null, expires.orElse(Instant.MAX));
    }

    private Minted join(MintJoinToken order, SigningSecret secret) {
        String id = order.once() ? ids.get() : null;
        Instant now = clock.instant();
        Instant expires = now.plus(order.lifetime()).truncatedTo(ChronoUnit.SECONDS);
        var token = new JoinToken(
                order.room(), expires, order.data(), order.user(), order.can(), order.socket(), id, order.app(), now);
        return new Minted(JoinTokenMinter.mint(token, secret.key()), id, expires);
    }

    private static MintRefused refused(TokenDenial denial) {
        var denied = denial.connectDenied();
        return new MintRefused(denied.code(), denied.reason());
    }

    private static Optional<MintDecision> refused(String code, String reason) {
        return Optional.of(new MintRefused(code, reason + "."));
    }
}
