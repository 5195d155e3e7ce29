package dev.parley.apps;

import java.net.URI;
import javax.crypto.SecretKey;

/** Where the keys are that verify an issuer's tokens. */
public sealed interface KeySource {

    /** Shared with the issuer, of any length: secrets of 8 bytes are in use. */
    record Secret(SecretKey key) implements KeySource {
        @Override
        public String toString() {
            return "Secret";
        }
    }

    /**
     * The issuer's public key.
     *
     * @param pem of an RSA, EC or Ed25519 key, {@code BEGIN PUBLIC KEY}
     */
    record PublicKey(String pem) implements KeySource {}

    /** Public keys that the issuer serves (RFC 7517). The address is configured, and never taken from a token. */
    record Jwks(URI url) implements KeySource {}
}
