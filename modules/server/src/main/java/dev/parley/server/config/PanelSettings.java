package dev.parley.server.config;

import dev.parley.profiles.panel.ClientKeys;
import dev.parley.profiles.panel.PanelConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Reads the rules of the {@code chat-panel} profile. Owned by the thread that loads the configuration.
 *
 * @param home where relative folders lie
 * @param data the folder of what a node keeps
 * @param pages origins whose pages may connect to the server
 * @param maxBody bytes of a request
 * @param maxPage that chat lists at once
 */
record PanelSettings(Settings settings, Path home, Path data, List<String> pages, int maxBody, int maxPage) {

    static final String PROFILE = "chat-panel";

    private static final String SECRETS = "profiles.chat-panel.api-secrets";

    /** Of fewer characters can be guessed. */
    private static final int GOOD_SECRET = 16;

    /** What its tokens say. */
    private static final Set<String> CLAIMS =
            Set.of("id", "nickname", "created_at", "updated_at", "deleted_at", "iat", "exp");

    /**
     * Nothing, and no faults beyond single values, where no namespace speaks the profile.
     *
     * @param namespaces the profile of each
     */
    Optional<PanelConfig> read(SequencedMap<String, String> namespaces) {
        List<String> secrets = settings.list(SECRETS, Kinds.SECRET);
        List<String> origins = settings.list("profiles.chat-panel.allowed-origins", Kinds.ORIGIN);
        List<String> own = namespaces.entrySet().stream()
                .filter(each -> each.getValue().equals(PROFILE))
                .map(Map.Entry::getKey)
                .toList();
        Optional<String> namespace =
                own.stream().filter(name -> !name.contains("*")).findFirst();
        var config = new PanelConfig(
                namespace.orElse("/"),
                settings.one("profiles.chat-panel.http-path", Kinds.HTTP_PATH),
                ClientKeys.of(secrets),
                settings.one("profiles.chat-panel.token-lifetime", Kinds.TOKEN_LIFETIME),
                settings.one("profiles.chat-panel.open-rooms", Kinds.YES_OR_NO),
                Math.min(maxPage, settings.one("profiles.chat-panel.max-per-page", Kind.number(1, 1_000))),
                maxBody,
                settings.maybe("profiles.chat-panel.files", Kinds.FOLDER)
                        .map(home::resolve)
                        .orElse(data.resolve("chat-panel-files")),
                origins,
                origins.isEmpty() ? pages : origins);
        if (own.isEmpty()) return Optional.empty();
        if (namespace.isEmpty()) {
            settings.refuse(
                    Reference.NAMESPACES + own.getFirst(),
                    "is a pattern, and the routes of " + PROFILE + " need a namespace to act in",
                    "let a namespace without \"*\" speak it too");
        }
        judge(secrets);
        new OwnTokens(settings, PROFILE, CLAIMS).judge();
        return Optional.of(config);
    }

    private void judge(List<String> secrets) {
        if (secrets.isEmpty()) settings.refuse(SECRETS, "none, and " + PROFILE + " needs one", "set API_SECRET");
        if (secrets.stream().anyMatch(secret -> secret.length() < GOOD_SECRET)) {
            settings.warn(
                    SECRETS, "one of less than " + GOOD_SECRET + " characters can be guessed, and opens everything");
        }
    }
}
