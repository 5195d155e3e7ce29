package dev.parley.bus.webhooks;

/**
 * A pair of ed25519 keys for signatures of the version {@code v1a}.
 *
 * @param privateKey in PKCS #8
 * @param publicKey the 32 bytes of the key, as receivers take it: {@code whpk_} and Base64
 */
public record EndpointKey(byte[] privateKey, String publicKey) {

    @Override
    public String toString() {
        return "EndpointKey[" + publicKey + "]";
    }
}
