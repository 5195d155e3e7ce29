package dev.parley.server.config;

import static dev.parley.server.config.Kind.duration;
import static dev.parley.server.config.Kind.number;

import dev.parley.profiles.marketplace.MarketplaceConfig;
import dev.parley.profiles.marketplace.MarketplaceConfig.Auth;
import dev.parley.profiles.marketplace.MarketplaceConfig.Membership;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads the rules of the {@code marketplace} profile. Owned by the thread that loads the configuration.
 *
 * @param hasStore whether chat can know who is in a conversation
 */
record MarketplaceSettings(Settings settings, Mode mode, boolean hasStore) {

    static final String PROFILE = "marketplace";

    private static final String KEY = "profiles.marketplace.";
    private static final String AUTH = KEY + "auth";
    private static final String NODE_ENV = KEY + "node-env";
    private static final String CONVERSATIONS = KEY + "conversations";
    private static final String BACKEND = KEY + "conversation-hook";

    private static final String DEVELOPMENT = "development";

    /** Who may join a conversation, as it is written. */
    private enum Rule {
        MEMBERS,
        BACKEND,
        ANYBODY
    }

    /**
     * No faults beyond single values where no namespace speaks the profile.
     *
     * @param namespaces the profile of each
     */
    MarketplaceConfig read(SequencedMap<String, String> namespaces) {
        boolean spoken = namespaces.containsValue(PROFILE);
        Auth auth = settings.one(AUTH, Kind.choice(Auth.class, "rule"));
        Optional<String> nodeEnv = settings.maybe(NODE_ENV, Kinds.NAME).filter(DEVELOPMENT::equals);
        Membership membership = membership(spoken);
        boolean devUser = nodeEnv.isPresent() && mode == Mode.DEVELOPMENT;
        if (spoken) judge(auth, nodeEnv.isPresent(), devUser);
        return new MarketplaceConfig(
                auth,
                devUser,
                membership,
                settings.one(KEY + "typing-timeout", duration("1s", "5m")),
                settings.list(KEY + "allowed-origins", Kinds.ORIGIN));
    }

    /** A backend that is named is asked; without one only development is as open as the original. */
    private Membership membership(boolean spoken) {
        Optional<String> url = settings.maybe(BACKEND, Kinds.CONVERSATION_URL);
        Duration timeout = settings.one(KEY + "conversation-timeout", duration("100ms", "5m"));
        int open = settings.one(KEY + "max-conversation-calls", number(1, 10_000));
        Optional<Rule> written = settings.maybe(CONVERSATIONS, Kind.choice(Rule.class, "rule"));
        Rule rule = written.orElseGet(() ->
                settings.present(BACKEND) ? Rule.BACKEND : mode == Mode.DEVELOPMENT ? Rule.ANYBODY : Rule.MEMBERS);
        if (spoken) judge(rule);
        return switch (rule) {
            case MEMBERS -> new Membership.Members();
            case BACKEND -> new Membership.Backend(url.orElse(""), timeout, open);
            case ANYBODY -> new Membership.Anybody();
        };
    }

    private void judge(Rule rule) {
        boolean named = settings.present(BACKEND);
        switch (rule) {
            case BACKEND -> {
                if (!named) settings.refuse(BACKEND, "none, and " + CONVERSATIONS + " is backend", "name an address");
            }
            case MEMBERS -> {
                if (!hasStore)
                    settings.warn(
                            CONVERSATIONS,
                            "nobody joins one while the nodes of the cluster share no store (storage.uri)");
            }
            case ANYBODY ->
                settings.warn(
                        CONVERSATIONS,
                        "open to everybody who connects; production keeps them to members, or asks " + BACKEND);
        }
        if (named && rule != Rule.BACKEND) settings.warn(BACKEND, "of no use unless " + CONVERSATIONS + " is backend");
    }

    private void judge(Auth auth, boolean asked, boolean devUser) {
        boolean knowsIssuer = settings.present("app.jwt.secret")
                || settings.present("app.jwt.public-key")
                || settings.present("app.jwt.jwks-url")
                || settings.present("app.auth-hook.url");
        if (!knowsIssuer && auth == Auth.REQUIRED) {
            settings.warn("app.jwt.secret", "none, so only tokens that Parley mints let clients in; set JWT_SECRET");
        }
        if (auth == Auth.OPTIONAL) {
            settings.warn(AUTH, "optional, so whoever shows no token joins the room of any user and vendor");
        }
        if (asked && !devUser) {
            settings.warn(NODE_ENV, "development has no effect while mode is production: clients need tokens");
        }
        if (devUser) settings.warn(NODE_ENV, "development, so whoever shows no token is the user dev-user");
    }
}
