/**
 * How the server calls other servers: with one deadline, without redirects, with a cap on what is read, and, where somebody
 * else than the operator chose the address, only where {@link dev.parley.outbound.Guard} lets it.
 */
@NullMarked
package dev.parley.outbound;

import org.jspecify.annotations.NullMarked;
