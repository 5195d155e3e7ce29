package dev.parley.apps.registry;

/** What came of an operation on the registry. */
public sealed interface Outcome<T> {

    /** It was done, and all nodes will know within two seconds; this one knows already. */
    record Done<T>(T value) implements Outcome<T> {}

    /** Nothing was changed. */
    record Refused<T>(Refusal why) implements Outcome<T> {}
}
