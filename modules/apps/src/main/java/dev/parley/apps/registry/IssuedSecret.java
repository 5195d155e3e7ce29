package dev.parley.apps.registry;

import dev.parley.apps.SigningSecret;

/**
 * A signing secret that was just made.
 *
 * @param text what backends sign with: the HMAC key is its UTF-8 bytes
 */
public record IssuedSecret(SigningSecret secret, String text) {

    @Override
    public String toString() {
        return "IssuedSecret[" + secret.id() + "]";
    }
}
