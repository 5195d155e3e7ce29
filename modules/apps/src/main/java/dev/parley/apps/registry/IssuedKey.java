package dev.parley.apps.registry;

import dev.parley.apps.ApiKey;

/**
 * An API key that was just made.
 *
 * @param text the key itself, which is not kept
 */
public record IssuedKey(ApiKey key, String text) {

    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + "]";
    }
}
