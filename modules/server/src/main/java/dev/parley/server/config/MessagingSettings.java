package dev.parley.server.config;

import static dev.parley.server.config.Kind.duration;
import static dev.parley.server.config.Kind.name;
import static dev.parley.server.config.Kind.number;
import static dev.parley.server.config.Kind.size;

import dev.parley.profiles.messaging.Messaging;
import dev.parley.profiles.messaging.MessagingConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Reads the rules of the {@code messaging} profile. Owned by the thread that loads the configuration.
 *
 * @param maxPage that chat lists at once
 */
record MessagingSettings(Settings settings, int maxPage) {

    static final String PROFILE = "messaging";

    private static final String KEY = "profiles.messaging.";

    private static final Set<String> CLAIMS = Set.of("username", "_id", "role", "iat");
    private static final Set<String> CLAIMS_AND_END = Set.of("username", "_id", "role", "iat", "exp");

    /**
     * No faults beyond single values where no namespace speaks the profile.
     *
     * @param namespaces the profile of each
     */
    MessagingConfig read(SequencedMap<String, String> namespaces) {
        Optional<Duration> lifetime = Optional.of(settings.one(KEY + "token-lifetime", duration("0s", "3650d")))
                .filter(some -> !some.isZero());
        if (namespaces.containsValue(PROFILE)) {
            new OwnTokens(settings, PROFILE, lifetime.isPresent() ? CLAIMS_AND_END : CLAIMS).judge();
        }
        return new MessagingConfig(
                settings.one(KEY + "http-path", Kinds.HTTP_PATH),
                settings.one(KEY + "max-body", size("1KB", "10MB")),
                Set.copyOf(settings.list(KEY + "open-roles", name("role", Messaging.ROLES))),
                settings.one(KEY + "max-sign-ins", number(1, 10_000)),
                settings.one(KEY + "password-iterations", number(100_000, 100_000_000)),
                lifetime,
                settings.one(KEY + "show-emails", Kinds.YES_OR_NO),
                settings.one(KEY + "max-online", number(1, 10_000)),
                settings.one(KEY + "offline-delay", duration("0s", "1m")),
                settings.one(KEY + "typing-timeout", duration("1s", "5m")),
                Math.min(maxPage, settings.one(KEY + "max-limit", number(1, 500))),
                settings.list(KEY + "allowed-origins", Kinds.ORIGIN));
    }
}
