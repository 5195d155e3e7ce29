package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code parley config} prints. */
class EffectiveSettingsTest {

    private static final String KEY = "k".repeat(40);

    @TempDir
    private Path folder;

    private static List<String> lines(Loads loads) {
        return loads.loaded().settings().lines();
    }

    /** What a start reads of a configuration: the same text, or a list with the same elements. */
    private static Set<String> values(Loads loads) {
        var faults = new ArrayList<Fault>();
        Reference reference = Reference.builtIn();
        Layer file = loads.file().map(ConfigurationFile::read).orElse(Layer.EMPTY);
        Layer environment = Environment.read(loads.environment(), reference.keys());
        return reference.under(file, environment, Layer.EMPTY, faults).entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().list()
                        + each.getValue().parts())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatIsPrintedLoadsAsTheSame() throws IOException {
        Loads loads = Loads.nothing()
                .file(
                        folder,
                        "sockets:",
                        "  allowed-origins: ['*', \"https://a.example\"]",
                        "cluster: {name: \"null\", members: []}",
                        "profiles: {parley: {open-rooms: [\"a\\\"b\\\\ #: \\u00e4\\U0001f600\", \"- x\"]}}",
                        "namespaces: {/a.b: parley, '/tenant-*': instantio}")
                .environment("PORT", "3001", "SOCKETIO_NAMESPACE", "/x.y");
        Path other = Files.createDirectory(folder.resolve("other"));
        Loads again = Loads.nothing().file(other, lines(loads).toArray(String[]::new));
        assertThat(values(again)).isEqualTo(values(loads));
    }

    @Test
    void eachValueIsToldWithWhereItIsFrom() {
        Loads loads = Loads.nothing()
                .file(folder, "listen:", "  host: 127.0.0.1")
                .environment("PORT", "3001", "PARLEY_PROFILE", "messaging", "JWT_SECRET", KEY)
                .flags("sockets.ping-interval=10s");
        assertThat(lines(loads))
                .contains(
                        "listen:",
                        "  host: 127.0.0.1  # " + folder.resolve("test.yaml") + ":2",
                        "  port: 3001  # environment PORT",
                        "  ping-interval: 10s  # command line --set",
                        "  ping-timeout: 20s  # default",
                        "node-id:  # default",
                        "namespaces:",
                        "  /: messaging  # environment PARLEY_PROFILE");
    }

    /** Each of them, also where what it is for is switched off. */
    @Test
    void secretsAreMaskedAndTheMaskIsNoSecret() {
        Loads loads = Loads.nothing()
                .environment(
                        "HTTP_API_KEY", KEY, "REDIS_PASSWORD", "Tr0ub4dor", "JOIN_TOKEN_SECRET", "Tr0ub4dor".repeat(4))
                .environment("MONGODB_URI", "mongodb://ann:Tr0ub4dor@db.example/parley", "JWT_SECRET", "Tr0ub4dor")
                .environment("ADMIN_API_KEY", "Tr0ub4dor", "API_SECRET", "Tr0ub4dor")
                .environment(
                        "WEBHOOK_URL", "https://a.example/?t=Tr0ub4dor", "WEBHOOK_SECRET", "whsec_" + "A".repeat(44))
                .environment("TOKEN_VERIFICATION_WEB_HOOK", "https://a.example/?t=Tr0ub4dor")
                .flags(
                        "app.auth-hook.url=https://a.example/?t=Tr0ub4dor",
                        "profiles.instantio.emit-keys=Tr0ub4dor",
                        "profiles.marketplace.conversation-hook=https://a.example/{conversationId}?t=Tr0ub4dor");
        assertThat(String.join("\n", lines(loads)))
                .doesNotContain("Tr0ub4dor", KEY, "AAAA")
                .contains("  api-keys: [\"********\"]  # environment HTTP_API_KEY")
                .contains("  password: \"********\"  # environment REDIS_PASSWORD")
                .contains("  uri: \"********\"  # environment MONGODB_URI");
        assertThat(Stream.of("app.jwt.secret", "app.api-keys", "admin.api-keys", "app.webhook.url")
                        .flatMap(key -> Loads.nothing().flags(key + "=********").faults().stream())
                        .filter(fault -> fault.problem().contains("stands for a secret")))
                .hasSize(4);
    }

    @Test
    void noTextOfItShowsAValue() {
        assertThat(Loads.nothing()
                        .environment("HTTP_API_KEY", KEY)
                        .loaded()
                        .settings()
                        .toString())
                .contains("app.api-keys")
                .doesNotContain(KEY);
    }
}
