package dev.parley.sockets.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of the JDK's keytool, signed by its own key.
 *
 * @param key as PKCS #8
 */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

    private static final String ALIAS = "test";
    private static final String PASSWORD = "changeit";

    /**
     * @param algorithm of its key, as keytool calls it
     * @param more options of keytool
     */
    public static TestCertificate make(String algorithm, String... more) {
        try {
            Path folder = Files.createTempDirectory("parley-certificate");
            Path file = folder.resolve("store.p12");
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
            command.addAll(List.of("-alias", ALIAS, "-keyalg", algorithm, "-dname", "CN=parley.example"));
            command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12"));
            command.addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
            command.addAll(List.of(more));
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(keytool.exitValue())
                    .as(Files.readString(folder.resolve("log")))
                    .isZero();
            TestCertificate made = in(file);
            Files.delete(file);
            Files.delete(folder.resolve("log"));
            Files.delete(folder);
            return made;
        } catch (IOException | GeneralSecurityException | InterruptedException fault) {
            throw new AssertionError("the tests need a JDK with its keytool", fault);
        }
    }

    private static TestCertificate in(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        return new TestCertificate((X509Certificate) store.getCertificate(ALIAS), (PrivateKey)
                store.getKey(ALIAS, PASSWORD.toCharArray()));
    }

    public String pem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException noCertificate) {
            throw new AssertionError(noCertificate);
        }
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** Without the algorithm, as PKCS #1 and SEC 1 have it. */
    String bareKeyPem(String label) {
        byte[] pkcs8 = key.getEncoded();
        // Behind the version and the algorithm; all of these lengths are given in full.
        int at = content(pkcs8, 0) + 3;
        at = content(pkcs8, at) + length(pkcs8, at);
        int begin = content(pkcs8, at);
        return pem(label, Arrays.copyOfRange(pkcs8, begin, begin + length(pkcs8, at)));
    }

    private static int content(byte[] der, int at) {
        int first = Byte.toUnsignedInt(der[at + 1]);
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int length = Byte.toUnsignedInt(der[at + 1]);
        if (length < 0x80) return length;
        length = 0;
        for (int i = at + 2; i < content(der, at); i++) length = length << 8 | Byte.toUnsignedInt(der[i]);
        return length;
    }

    static String pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** Writes it where it is looked for. */
    public void into(TlsFiles files) {
        try {
            Files.writeString(files.certificate(), pem());
            Files.writeString(files.key(), keyPem());
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    /** A listener that shows it. */
    public TlsConfig shown(TlsFiles files, Duration reloadInterval) {
        return new TlsConfig(files, new ServerCertificate(List.of(certificate), key), reloadInterval);
    }

    /** What a client has that knows some of them. Sessions of earlier connections are not in it. */
    public static SSLContext trusting(TestCertificate... known) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (TestCertificate each : known) store.setCertificateEntry("known-" + store.size(), each.certificate);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException fault) {
            throw new AssertionError(fault);
        }
    }

    /** Without its key. */
    @Override
    public String toString() {
        return certificate.getSerialNumber().toString(16);
    }
}
