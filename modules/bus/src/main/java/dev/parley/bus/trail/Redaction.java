package dev.parley.bus.trail;

/** What is not told of what clients say to one another. */
public enum Redaction {
    /** All is told. */
    NONE,
    /** Values of members that are called like secrets, such as {@code password}, {@code token} or {@code apiKey}. */
    SECRETS,
    /** Every argument: an event's name and its size are told, and no more. */
    PAYLOADS
}
