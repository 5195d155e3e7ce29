/**
 * The profile {@code admin-ui}: what Socket.IO's own Admin UI ({@code @socket.io/admin-ui} 0.5) expects of a server, so that
 * those who know it watch a cluster with it, and join, leave, emit and disconnect. Its events and their arguments are those of
 * that package; {@code asyncapi.yaml} beside these classes has them.
 *
 * <p>Who signs in sees all apps, so it takes a key of the admin API. The namespaces of the configured app have their own names,
 * those of others are {@code app:/name}: names of namespaces begin with a slash, so the two never meet.
 */
@NullMarked
package dev.parley.profiles.adminui;

import org.jspecify.annotations.NullMarked;
