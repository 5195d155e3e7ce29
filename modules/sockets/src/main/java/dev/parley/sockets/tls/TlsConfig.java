package dev.parley.sockets.tls;

import java.time.Duration;

/**
 * That the listener speaks TLS, and what it shows.
 *
 * @param files where the certificate is
 * @param first what was in them at the start
 * @param reloadInterval from one look at them to the next
 */
public record TlsConfig(TlsFiles files, ServerCertificate first, Duration reloadInterval) {}
