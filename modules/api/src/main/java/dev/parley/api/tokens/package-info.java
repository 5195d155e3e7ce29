/** Tokens for an app's users: minted and revoked by whoever answers on the bus. */
@NullMarked
package dev.parley.api.tokens;

import org.jspecify.annotations.NullMarked;
