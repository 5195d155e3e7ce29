package dev.parley.bus.trail;

import dev.parley.bus.AppNamespace;

/** Which sockets are watched. Whether somebody may is for its caller to know: apps are nothing to one another. */
public sealed interface TrailFilter {

    /** All sockets of all apps. */
    record Everything() implements TrailFilter {}

    /** Those of one namespace. */
    record InNamespace(AppNamespace namespace) implements TrailFilter {}

    /**
     * One socket.
     *
     * @param id its public id; one that is not there yet is waited for
     */
    record OneSocket(String app, String id) implements TrailFilter {}

    /** The sockets of a user in all namespaces of the app: those that are there, and those that come. */
    record OneUser(String app, String user) implements TrailFilter {}
}
