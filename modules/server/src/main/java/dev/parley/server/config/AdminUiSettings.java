package dev.parley.server.config;

import static dev.parley.server.config.Kind.duration;
import static dev.parley.server.config.Kind.number;
import static dev.parley.server.config.Kind.size;

import dev.parley.api.access.AdminKeys;
import dev.parley.profiles.adminui.AdminUiConfig;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads how Socket.IO's Admin UI may be used. Owned by the thread that loads the configuration.
 *
 * @param keys that open the admin API, and the UI
 * @param path where clients connect
 */
record AdminUiSettings(Settings settings, AdminKeys keys, String path) {

    private static final String ENABLED = "admin-ui.enabled";
    private static final String NAMESPACE = "admin-ui.namespace";

    /**
     * Nothing where it is off; single values that are wrong are faults all the same.
     *
     * @param namespaces those of apps
     */
    Optional<AdminUiConfig> read(SequencedMap<String, String> namespaces) {
        boolean enabled = settings.one(ENABLED, Kinds.YES_OR_NO);
        String namespace = settings.one(NAMESPACE, Kinds.OWN_NAMESPACE);
        var config = new AdminUiConfig(
                namespace,
                settings.one("admin-ui.username", Kinds.NAME),
                keys,
                settings.one("admin-ui.mode", Kind.choice(AdminUiConfig.View.class, "mode")),
                settings.one("admin-ui.read-only", Kinds.YES_OR_NO),
                settings.one("admin-ui.session", duration("1m", "30d")),
                settings.one("admin-ui.max-payload", size("0", "16KiB")),
                settings.one("admin-ui.max-sockets", number(1, 10_000)),
                path,
                settings.one("admin-ui.pages", Kinds.YES_OR_NO));
        if (!enabled) return Optional.empty();
        if (keys.isEmpty()) {
            settings.refuse(ENABLED, "needs a key to sign in with, and admin.api-keys has none", "set ADMIN_API_KEY");
        }
        if (namespace.contains("*")) {
            settings.refuse(NAMESPACE, "is a pattern", "write the name of one namespace, without \"*\"");
        } else if (namespaces.containsKey(namespace)) {
            settings.refuse(
                    NAMESPACE,
                    "'" + namespace + "' is there already and speaks " + namespaces.get(namespace),
                    "give one of them another name");
        }
        return Optional.of(config);
    }
}
