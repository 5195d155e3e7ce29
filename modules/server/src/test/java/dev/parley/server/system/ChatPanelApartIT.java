package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code chat-panel} with every setting other than it is by default, beside another profile, on a node that logs all that it
 * can.
 */
class ChatPanelApartIT {

    private static final String SECRET = ChatPanelIT.SECRETS.get("API_SECRET");

    /** How all of its tokens begin: {@code {"alg":"HS256"}} in Base64. */
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiI";

    @TempDir
    Path folder;

    @Test
    void itHasANamespaceAndPathsOfItsOwn() throws IOException {
        Path config = Files.write(
                folder.resolve("parley.yaml"),
                List.of(
                        "profiles:",
                        "  chat-panel:",
                        "    http-path: chat/v1",
                        "    open-rooms: false",
                        "    allowed-origins: [https://panel.example]",
                        // A folder in a file: it cannot be made.
                        "    files: " + folder.resolve("parley.yaml/files"),
                        "namespaces:",
                        "  /: parley",
                        "  /panel: chat-panel"));
        Map<String, String> settings = new HashMap<>(ChatPanelIT.SECRETS);
        settings.put("PARLEY_CONFIG", config.toString());
        settings.put("PARLEY_SOCKETS_ALLOWED_ORIGINS", "*");
        settings.put("EXPIRED_IN", "3600");
        settings.put("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=" + TestFile.path("everything.xml"));
        try (ParleyCluster alone = ParleyCluster.start(1, new Secrets(), settings)) {
            NodeScript script = alone.scenario("chat-panel-apart.mjs")
                    .with("NAMESPACE", "/panel")
                    .with("HTTP_PATH", "/chat/v1");
            for (Map.Entry<String, String> secret : ChatPanelIT.SECRETS.entrySet())
                script = script.with(secret.getKey(), secret.getValue());
            script.play(Duration.ofMinutes(1));
            assertSilentAboutSecrets(alone.node(1).folder().resolve("everything.log"));
        }
    }

    private static void assertSilentAboutSecrets(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).as("something is logged").hasSizeGreaterThan(100);
        assertThat(lines).as("lines with the secret").noneMatch(line -> line.contains(SECRET));
        assertThat(lines).as("lines with a token").noneMatch(line -> line.contains(TOKEN));
    }
}
