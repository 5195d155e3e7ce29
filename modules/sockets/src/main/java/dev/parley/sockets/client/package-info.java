/** The browser client, for pages that load it from the server. */
@NullMarked
package dev.parley.sockets.client;

import org.jspecify.annotations.NullMarked;
