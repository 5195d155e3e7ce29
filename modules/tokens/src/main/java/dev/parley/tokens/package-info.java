/**
 * Who may join: the join token, its one check, and the verticle that answers for it.
 *
 * <p>{@link dev.parley.tokens.JoinTokenVerifier} is the place to read; {@link dev.parley.tokens.JoinTokenFormat} alone
 * knows how a token is laid out.
 */
@NullMarked
package dev.parley.tokens;

import org.jspecify.annotations.NullMarked;
