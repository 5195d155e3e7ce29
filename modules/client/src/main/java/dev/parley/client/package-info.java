/**
 * What a Java backend uses to speak with Parley: {@link dev.parley.client.Parley} emits events and asks who is there,
 * {@link dev.parley.client.JoinTokens} lets clients into rooms, {@link dev.parley.client.Webhooks} verifies what Parley
 * tells. It needs the JDK and nothing else.
 *
 * <p>Calls that wait are made for virtual threads, and each has a twin that answers with a future; both are the same code.
 */
@NullMarked
package dev.parley.client;

import org.jspecify.annotations.NullMarked;
