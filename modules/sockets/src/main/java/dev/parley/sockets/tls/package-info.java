/**
 * The certificate that the listener shows: read from PEM files, judged before it is used, and changed while connections
 * stay. Knows nothing of what is spoken above TLS.
 */
@NullMarked
package dev.parley.sockets.tls;

import org.jspecify.annotations.NullMarked;
