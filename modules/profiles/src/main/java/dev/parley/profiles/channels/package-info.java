/**
 * The profile {@code channels}: what clients and backends of Socket Chat Server are spoken to. Backends sign the tokens by
 * which sockets join channels, post events to a channel, and are called when a socket that asked for it has gone; members
 * of a channel are told how many they are.
 */
@NullMarked
package dev.parley.profiles.channels;

import org.jspecify.annotations.NullMarked;
