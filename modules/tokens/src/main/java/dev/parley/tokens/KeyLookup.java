package dev.parley.tokens;

import java.util.List;

/** What looking for the keys of a token's signer came to. */
sealed interface KeyLookup permits KeyLookup.Found, TokenDenial {

    /** The keys that may have signed it; one at least. */
    record Found(List<SignatureCheck> keys) implements KeyLookup {

        static KeyLookup of(List<SignatureCheck> keys) {
            return keys.isEmpty() ? TokenDenial.UNTRUSTED : new Found(keys);
        }
    }
}
