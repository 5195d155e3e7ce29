package dev.parley.server.config;

import static dev.parley.server.config.Kind.duration;
import static dev.parley.server.config.Kind.number;

import dev.parley.api.access.AdminKeys;
import dev.parley.api.audit.AuditConfig;
import dev.parley.api.console.ConsoleConfig;
import dev.parley.sockets.SocketsConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads what operators see and leave behind. Owned by the thread that loads the configuration. */
record OperatorSettings(Settings settings, Mode mode) {

    private static final String ENABLED = "console.enabled";

    AuditConfig audit() {
        return new AuditConfig(
                settings.one("admin.audit-entries", number(1, 100_000)),
                settings.one("admin.audit-kept", duration("1m", "3650d")));
    }

    /** In development it is there without being asked for, and a node that has no admin key makes one. */
    ConsoleConfig console(AdminKeys admins, SocketsConfig sockets, SequencedMap<String, String> namespaces) {
        Optional<Boolean> asked = settings.maybe(ENABLED, Kinds.YES_OR_NO);
        Duration session = settings.one("console.session", duration("1m", "30d"));
        boolean enabled = asked.orElse(mode == Mode.DEVELOPMENT && sockets.servesClient());
        if (asked.orElse(false)) judge(admins, sockets);
        if (enabled && namespaces.containsKey(ConsoleConfig.NAMESPACE)) {
            if (asked.isPresent()) {
                settings.refuse(
                        "namespaces." + ConsoleConfig.NAMESPACE,
                        "is the console's own while there is one",
                        "give it another name, or set " + ENABLED + " to false");
            }
            enabled = false;
        }
        if (enabled && admins.isEmpty()) {
            settings.warn(
                    "admin.api-keys",
                    "none, so each start makes one for the console and prints it; set ADMIN_API_KEY for one that stays");
        }
        return new ConsoleConfig(enabled, session, sockets.engine().path());
    }

    private void judge(AdminKeys admins, SocketsConfig sockets) {
        if (mode == Mode.PRODUCTION && admins.isEmpty()) {
            settings.refuse(ENABLED, "true, and nobody could sign in", "set ADMIN_API_KEY (admin.api-keys)");
        }
        if (!sockets.servesClient()) {
            settings.refuse(
                    ENABLED,
                    "true, and its page needs the client that this server serves",
                    "set sockets.serve-client to true");
        }
    }
}
