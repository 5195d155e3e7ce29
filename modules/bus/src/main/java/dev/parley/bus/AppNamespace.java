package dev.parley.bus;

/**
 * One namespace of one app. Apps share a cluster and nothing else: what is said in a namespace of one is never heard in
 * the namespace of the same name of another.
 *
 * @param app the app's id
 * @param name such as {@code /}
 */
public record AppNamespace(String app, String name) {}
