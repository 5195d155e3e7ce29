package dev.parley.sockets.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.tls.TlsFiles.Flaw;
import dev.parley.sockets.tls.TlsFiles.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A certificate and its key as tools write them, and what can be wrong with the two. */
class TlsFilesTest {

    private static TestCertificate rsa;
    private static TestCertificate ec;
    private static TestCertificate otherEc;
    private static TestCertificate ed25519;

    @TempDir
    private Path folder;

    private TlsFiles files;

    @BeforeAll
    static void certificates() {
        rsa = TestCertificate.make("RSA");
        ec = TestCertificate.make("EC", "-groupname", "secp384r1");
        otherEc = TestCertificate.make("EC", "-groupname", "secp384r1");
        ed25519 = TestCertificate.make("Ed25519");
    }

    @BeforeEach
    void files() {
        files = new TlsFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    }

    private void write(String certificate, String key) {
        try {
            Files.writeString(files.certificate(), certificate);
            Files.writeString(files.key(), key);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private ServerCertificate good() {
        assertThat(files.read()).isInstanceOf(Reading.Good.class);
        return ((Reading.Good) files.read()).found();
    }

    private List<Flaw> flaws() {
        return files.read() instanceof Reading.Faulty(List<Flaw> flaws) ? flaws : List.of();
    }

    static Stream<TestCertificate> kinds() {
        return Stream.of(rsa, ec, ed25519);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keysOfEachKindAreRead(TestCertificate made) {
        write(made.pem(), made.keyPem());
        assertThat(good().expiry()).isEqualTo(made.certificate().getNotAfter().toInstant());
        assertThat(good().options().getKeyCertOptions()).isNotNull();
    }

    @Test
    void keysInTheFormsOfOlderToolsAreReadToo() {
        write(rsa.pem(), rsa.bareKeyPem("RSA PRIVATE KEY"));
        good();
        String parameters = TestCertificate.pem("EC PARAMETERS", new byte[] {6, 5, 43, (byte) 129, 4, 0, 34});
        write(ec.pem(), parameters + ec.bareKeyPem("EC PRIVATE KEY"));
        good();
    }

    @Test
    void whatStandsAroundTheBlocksIsForPeople() {
        write("Bag Attributes: none\n" + ec.pem() + "# signed by\r\n" + rsa.pem(), "my key\n" + ec.keyPem());
        assertThat(good().description()).startsWith("CN=parley.example, until ");
    }

    @Test
    void bothMayBeInOneFile() throws IOException {
        files = new TlsFiles(folder.resolve("both.pem"), folder.resolve("both.pem"));
        Files.writeString(files.certificate(), ec.keyPem() + ec.pem());
        good();
    }

    @Test
    void bothAreToldOfAtOnce() {
        assertThat(flaws())
                .containsExactly(
                        new Flaw(false, "'" + files.certificate() + "' is not there", "name a PEM file"),
                        new Flaw(true, "'" + files.key() + "' is not there", "name a PEM file"));
        write("nothing", "nothing");
        assertThat(flaws())
                .extracting(Flaw::problem)
                .containsExactly(
                        "'" + files.certificate() + "' holds no certificate (BEGIN CERTIFICATE)",
                        "'" + files.key() + "' holds no private key (BEGIN PRIVATE KEY)");
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        Files.createDirectory(files.certificate());
        Files.createDirectory(files.key());
        assertThat(flaws()).extracting(Flaw::problem).allMatch(problem -> problem.endsWith("cannot be read"));
    }

    @Test
    void theKeyHasToFit() {
        write(ec.pem(), otherEc.keyPem());
        assertThat(flaws()).singleElement().satisfies(flaw -> {
            assertThat(flaw.ofKey()).isTrue();
            assertThat(flaw.problem()).endsWith("does not fit the certificate");
        });
        write(ec.pem(), rsa.keyPem());
        assertThat(flaws())
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.problem()).endsWith("holds no key of the certificate's kind (EC)"));
    }

    @Test
    void theServersOwnCertificateComesFirst() {
        write(otherEc.pem() + ec.pem(), ec.keyPem());
        assertThat(flaws()).singleElement().satisfies(flaw -> {
            assertThat(flaw.ofKey()).isFalse();
            assertThat(flaw.problem()).endsWith("begins with another certificate than the key's");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
                        + "-----END RSA PRIVATE KEY-----"
            })
    void aPassphraseIsRefusedWithTheWayToTakeItOff(String key) {
        write(rsa.pem(), key);
        assertThat(flaws()).singleElement().satisfies(flaw -> {
            assertThat(flaw.problem()).endsWith("holds a key with a passphrase");
            assertThat(flaw.fix()).contains("openssl pkey");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "!", "MIIB"})
    void garbageIsToldWithoutBeingShown(String garbage) {
        String key = "-----BEGIN PRIVATE KEY-----\n" + garbage + "\n-----END PRIVATE KEY-----\n";
        write(ec.pem(), key);
        assertThat(flaws())
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.ofKey()).isTrue());
        String certificate = "-----BEGIN CERTIFICATE-----\n" + garbage + "\n-----END CERTIFICATE-----\n";
        write(certificate, ec.keyPem());
        assertThat(flaws())
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.problem()).endsWith("holds a certificate that cannot be read"));
    }

    @Test
    void nothingShowsTheKey() {
        write(ec.pem(), ec.keyPem());
        Pem block = Pem.blocks(ec.keyPem()).getFirst();
        assertThat(block + "" + good() + files.read())
                .doesNotContain(block.text().strip().substring(0, 20));
    }
}
