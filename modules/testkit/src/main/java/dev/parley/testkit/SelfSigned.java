package dev.parley.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A certificate for this machine that the JDK's keytool made and signed with its own key. Immutable.
 *
 * @param certificate in PEM
 * @param key in PEM
 */
public record SelfSigned(String certificate, String key) {

    private static final int WITHIN_SECONDS = 60;
    private static final String ALIAS = "self-signed";
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Makes one, like no other. */
    public static SelfSigned make() {
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            Path store = folder.path().resolve("store.p12");
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            // Clients that trust two of them find each by its name.
            String name = "CN=localhost,OU=" + UUID.randomUUID();
            List<String> options =
                    List.of(("-genkeypair -keyalg EC -dname " + name + " -ext san=dns:localhost,ip:127.0.0.1 -alias "
                                    + ALIAS + " -storetype PKCS12 -storepass " + new String(PASSWORD))
                            .split(" "));
            var builder = new ProcessBuilder(keytool).redirectErrorStream(true);
            builder.command().addAll(options);
            builder.command().addAll(List.of("-keystore", store.toString()));
            Process process =
                    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (!Children.gone(process, WITHIN_SECONDS) || process.exitValue() != 0)
                throw new AssertionError("keytool makes no certificate; the tests need a JDK");
            return read(store);
        } catch (IOException | GeneralSecurityException fault) {
            throw new AssertionError("the tests need a JDK with its keytool", fault);
        }
    }

    private static SelfSigned read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD);
        }
        return new SelfSigned(
                pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()),
                pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD).getEncoded()));
    }

    private static String pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** Writes {@code tls.crt} and {@code tls.key}, in the place of those that may be there. */
    public void into(Path folder) {
        try {
            Files.writeString(folder.resolve("tls.crt"), certificate);
            Files.writeString(folder.resolve("tls.key"), key);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SelfSigned" + certificate.hashCode();
    }
}
