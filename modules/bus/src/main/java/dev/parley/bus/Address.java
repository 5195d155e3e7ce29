package dev.parley.bus;

/**
 * Where messages of one type go. {@link Addresses} makes them all.
 *
 * @param clustered whether other nodes can reach it
 */
@SuppressWarnings("UnusedTypeParameter") // it types send, ask and hear
public record Address<M extends Message>(String name, boolean clustered) {}
