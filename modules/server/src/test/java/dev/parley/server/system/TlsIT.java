package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that speaks TLS itself. */
class TlsIT {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void stockClientsStayWhileItsCertificateIsChanged() throws IOException {
        SelfSigned first = SelfSigned.make();
        SelfSigned second = SelfSigned.make();
        first.into(folder);
        Path shownFirst = Files.writeString(folder.resolve("first.crt"), first.certificate());
        Path shownThen = Files.writeString(folder.resolve("second.crt"), second.certificate());
        Map<String, String> tls = Map.of(
                "PARLEY_LISTEN_TLS_CERTIFICATE", folder.resolve("tls.crt").toString(),
                "PARLEY_LISTEN_TLS_KEY", folder.resolve("tls.key").toString(),
                "PARLEY_LISTEN_TLS_RELOAD_INTERVAL", "1s");
        try (ParleyCluster alone = ParleyCluster.start(1, new Secrets(), tls)) {
            ParleyProcess node = alone.node(1);
            String url = "https://127.0.0.1:" + node.url().getPort();
            assertThat(node.readyLine()).startsWith("parley ready: " + url + " ");
            NodeScript clients = alone.scenario("tls.mjs")
                    .with("URL", url)
                    .with("FIRST", shownFirst)
                    .with("SECOND", shownThen);
            try (NodeScript.Playing playing = clients.start()) {
                playing.await("all are connected", WITHIN);
                second.into(folder);
                playing.finish(WITHIN);
            }
            assertThat(node.hasLogged("the listener shows another certificate: CN=localhost"))
                    .as(node.tail())
                    .isTrue();
            assertThat(node.hasLogged("Exception")).as(node.tail()).isFalse();
        }
    }
}
