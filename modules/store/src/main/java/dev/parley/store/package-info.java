/**
 * What outlives all nodes. {@link dev.parley.store.Store} is a connection to MongoDB; {@link
 * dev.parley.store.embedded.EmbeddedStore} is a server of its own for who has none, behind the same connection.
 */
@NullMarked
package dev.parley.store;

import org.jspecify.annotations.NullMarked;
