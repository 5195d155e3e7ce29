package dev.parley.api.access;

import java.util.Optional;

/**
 * Who does something as the admin.
 *
 * @param key names the admin key; it says nothing about it
 * @param session of the console, if it is done there: enough of its name to tell it from others, and of no use for signing in
 */
public record Actor(String key, Optional<String> session) {}
