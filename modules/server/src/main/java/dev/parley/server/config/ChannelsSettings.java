package dev.parley.server.config;

import static dev.parley.server.config.Kind.name;

import dev.parley.bus.webhooks.Callback.Form;
import dev.parley.profiles.channels.ChannelsConfig;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Reads the rules of the {@code channels} profile. Owned by the thread that loads the configuration.
 *
 * @param maxBody bytes of a request
 * @param hasStore whether the node has a place to keep what it is to tell
 */
record ChannelsSettings(Settings settings, int maxBody, boolean hasStore) {

    static final String PROFILE = "channels";

    private static final String KEY = "profiles.channels.";
    private static final String MD5 = KEY + "md5-tokens";
    private static final String FORMS = KEY + "webhook-forms";

    private static final Map<String, Form> BY_NAME = Map.of("text", Form.SIGNED_TEXT, "standard", Form.STANDARD);

    /**
     * No faults beyond single values where no namespace speaks the profile.
     *
     * @param namespaces the profile of each
     */
    ChannelsConfig read(SequencedMap<String, String> namespaces) {
        List<Form> forms = settings.list(FORMS, name("form", List.of("text", "standard"))).stream()
                .map(BY_NAME::get)
                .distinct()
                .toList();
        var config = new ChannelsConfig(
                settings.one(KEY + "http-path", Kinds.HTTP_PATH),
                maxBody,
                settings.one(MD5, Kinds.YES_OR_NO),
                settings.one(KEY + "total-on-connect", Kinds.YES_OR_NO),
                forms,
                settings.list(KEY + "allowed-origins", Kinds.ORIGIN));
        if (namespaces.containsValue(PROFILE)) judge(config);
        return config;
    }

    private void judge(ChannelsConfig config) {
        if (config.md5Tokens()) {
            settings.warn(MD5, "MD5 is broken; let it be off once the backends sign by HMAC-SHA256");
        }
        if (!hasStore && !config.webhookForms().isEmpty()) {
            settings.refuse(
                    FORMS,
                    "some, and nodes of a cluster need a store for them",
                    "set MONGODB_URI, or write [] where no token has a webhook_url");
        }
    }
}
