/**
 * Who a client is, and who may join: tokens in all their forms, their one check, and the verticle that answers for it.
 *
 * <p>{@link dev.parley.tokens.ConnectVerifier} and {@link dev.parley.tokens.Joins} are the places to start reading. Below
 * them {@link dev.parley.tokens.JwtVerifier} knows whose JSON Web Token one is, {@link dev.parley.tokens.TrustKeys} which
 * keys may have signed it, and {@link dev.parley.tokens.JoinTokenFormat} how the other join tokens are laid out. {@link
 * dev.parley.tokens.Revocations} has the last word on all of them.
 */
@NullMarked
package dev.parley.tokens;

import org.jspecify.annotations.NullMarked;
