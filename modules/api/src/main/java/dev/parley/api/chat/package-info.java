/**
 * {@code /api/v1/chat}: users, rooms and messages for an app's backend, which may all of it. ChatVerticle decides; here a
 * request becomes a question, and its answer JSON.
 */
@NullMarked
package dev.parley.api.chat;

import org.jspecify.annotations.NullMarked;
