/**
 * The demo: a page with a chat for two or more, and the little that its users ask of the node beside their sockets. It plays
 * the part of an application's backend, so that a newcomer needs none.
 */
@NullMarked
package dev.parley.api.demo;

import org.jspecify.annotations.NullMarked;
