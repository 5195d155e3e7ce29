package dev.parley.apps;

import java.util.List;
import java.util.Optional;

/**
 * A tenant: everything that is known of one. Immutable; a change makes another one.
 *
 * @param id in URLs, tokens and metrics; letters, digits, {@code .}, {@code _} and {@code -}
 * @param name for people
 * @param keys that open the HTTP API
 * @param secrets that sign its tokens, the current one first
 * @param trusts issuers whose tokens say who a client is
 * @param hook asked about tokens that none of them made
 * @param origins whose pages may connect, as in {@code sockets.allowed-origins}; nothing leaves that to the node
 * @param md5JoinTokens whether join tokens signed by MD5 are accepted too
 * @param limits as they are in force once the app was found in {@link Apps}
 */
public record App(
        String id,
        String name,
        List<ApiKey> keys,
        List<SigningSecret> secrets,
        List<JwtTrust> trusts,
        Optional<AuthHook> hook,
        Optional<List<String>> origins,
        boolean md5JoinTokens,
        Limits limits) {

    public App {
        keys = List.copyOf(keys);
        secrets = List.copyOf(secrets);
        trusts = List.copyOf(trusts);
        origins = origins.map(List::copyOf);
    }

    /** One that has nothing but an id. */
    public static App bare(String id) {
        return new App(id, id, List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), false, Limits.NONE);
    }

    public App withLimits(Limits other) {
        return new App(id, name, keys, secrets, trusts, hook, origins, md5JoinTokens, other);
    }

    public App with(AppSettings other) {
        return new App(
                id,
                other.name(),
                keys,
                secrets,
                other.trusts(),
                other.hook(),
                other.origins(),
                other.md5JoinTokens(),
                other.limits());
    }

    public App withKeys(List<ApiKey> other) {
        return new App(id, name, other, secrets, trusts, hook, origins, md5JoinTokens, limits);
    }

    public App withSecrets(List<SigningSecret> other) {
        return new App(id, name, keys, other, trusts, hook, origins, md5JoinTokens, limits);
    }

    public AppSettings settings() {
        return new AppSettings(name, trusts, hook, origins, md5JoinTokens, limits);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "App[" + id + "]";
    }
}
