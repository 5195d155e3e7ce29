package dev.parley.sockets.tls;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** A certificate with those that signed it, and the private key that fits it. Immutable. */
public final class ServerCertificate {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /** With forward secrecy and authenticated encryption alone (RFC 9325, section 4.2), the cheapest first. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final char[] IN_MEMORY = new char[0];

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    /**
     * @param chain the server's own first; not empty
     * @param key fits that one
     */
    ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /** How a listener shows it. */
    public ServerSSLOptions options() {
        var options = new ServerSSLOptions().setKeyCertOptions(keys()).setEnabledSecureTransportProtocols(PROTOCOLS);
        CIPHERS.forEach(options::addEnabledCipherSuite);
        return options;
    }

    private KeyCertOptions keys() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, IN_MEMORY);
            store.setKeyEntry("listener", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, IN_MEMORY);
            return KeyCertOptions.wrap((X509KeyManager) keys.getKeyManagers()[0]);
        } catch (GeneralSecurityException | IOException noJdk) {
            throw new IllegalStateException("every JDK has these stores", noJdk);
        }
    }

    /** When the first of the certificates ends. */
    public Instant expiry() {
        return chain.stream()
                .map(each -> each.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Whom it is for, and until when. */
    String description() {
        return chain.getFirst().getSubjectX500Principal().getName() + ", until " + expiry();
    }

    /** The same certificates, and so the same key. */
    boolean isSameAs(ServerCertificate other) {
        return chain.equals(other.chain);
    }

    @Override
    public String toString() {
        return "ServerCertificate[" + description() + "]";
    }
}
