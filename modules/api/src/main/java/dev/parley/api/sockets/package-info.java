/** The sockets of the whole cluster by room, by user and one by one: who is there, and what is done to them. */
@NullMarked
package dev.parley.api.sockets;

import org.jspecify.annotations.NullMarked;
