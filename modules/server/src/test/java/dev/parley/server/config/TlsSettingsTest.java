package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {

    private static SelfSigned certificate;

    @TempDir
    private Path folder;

    @BeforeAll
    static void certificate() {
        certificate = SelfSigned.make();
    }

    private Loads loads() {
        return Loads.nothing()
                .flags(
                        "listen.tls.certificate=" + folder.resolve("tls.crt"),
                        "listen.tls.key=" + folder.resolve("tls.key"));
    }

    @Test
    void thereIsNoneUnlessACertificateIsNamed() {
        assertThat(Loads.nothing().configuration().sockets().tls()).isEmpty();
    }

    @Test
    void aCertificateWithItsKeyIsReadAtOnce() {
        certificate.into(folder);
        var tls = loads().configuration().sockets().tls().orElseThrow();
        assertThat(tls.files().certificate()).isEqualTo(folder.resolve("tls.crt"));
        assertThat(tls.reloadInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(tls.first()).asString().matches("ServerCertificate\\[CN=localhost,OU=[0-9a-f-]+, until .*]");
    }

    @Test
    void oneWithoutTheOtherIsAFault() {
        certificate.into(folder);
        assertThat(Loads.nothing()
                        .flags("listen.tls.certificate=" + folder.resolve("tls.crt"))
                        .faultLines())
                .singleElement()
                .asString()
                .startsWith("listen.tls.key: none, and listen.tls.certificate is of no use alone; ");
        assertThat(Loads.nothing()
                        .environment(
                                "PARLEY_LISTEN_TLS_KEY",
                                folder.resolve("tls.key").toString())
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).isEqualTo("listen.tls.certificate"));
    }

    @Test
    void filesThatAreNotThereAreBothFaultsWithTheirPaths() {
        assertThat(loads().faultLines())
                .containsExactly(
                        "listen.tls.certificate: '" + folder.resolve("tls.crt")
                                + "' is not there; name a PEM file (--set)",
                        "listen.tls.key: '" + folder.resolve("tls.key") + "' is not there; name a PEM file (--set)");
    }

    @Test
    void aKeyOfAnotherCertificateIsAFault() throws IOException {
        certificate.into(folder);
        Files.writeString(folder.resolve("tls.key"), SelfSigned.make().key());
        assertThat(loads().faultLines())
                .singleElement()
                .asString()
                .startsWith(
                        "listen.tls.key: '" + folder.resolve("tls.key") + "' does not fit the certificate; name the");
    }
}
