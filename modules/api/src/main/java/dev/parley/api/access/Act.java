package dev.parley.api.access;

import java.util.Optional;

/**
 * Something that an admin has had done.
 *
 * @param what the operation of {@code openapi.yaml}, or what the console or the Admin UI calls it
 * @param on its path or object
 * @param app in which it was done, if it was in one that the admin chose
 * @param status of the answer, as HTTP has it
 * @param request its id, as in the log; the id of the socket that it came by; empty where it came by neither
 */
public record Act(Actor by, String what, String on, Optional<String> app, int status, String request) {}
