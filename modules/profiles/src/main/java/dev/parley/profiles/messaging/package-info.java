/**
 * The profile {@code messaging}: direct messages between users who sign up and sign in here, with receipts, typing,
 * history, unread counts and who is online. {@link dev.parley.profiles.messaging.Messaging} is the way in.
 */
@NullMarked
package dev.parley.profiles.messaging;

import org.jspecify.annotations.NullMarked;
