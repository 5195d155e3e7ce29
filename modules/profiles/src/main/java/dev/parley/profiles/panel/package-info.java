/**
 * The {@code chat-panel} profile: users, rooms and messages over REST behind a {@code clientKey} or a JSON Web Token, and
 * {@code join_room}, {@code send_message} and {@code new_message} over sockets. Texts and the order of members are the
 * contract's, typing errors included: clients compare them.
 */
@NullMarked
package dev.parley.profiles.panel;

import org.jspecify.annotations.NullMarked;
