package dev.parley.apps.registry;

import dev.parley.apps.App;

/**
 * A changed app, not yet stored, and what is to be told once it is.
 *
 * @param app as it is to be from now on
 */
record Changed<T>(App app, T told) {

    static <T> Outcome<Changed<T>> to(App app, T told) {
        return new Outcome.Done<>(new Changed<>(app, told));
    }

    static <T> Outcome<Changed<T>> refused(Refusal why) {
        return new Outcome.Refused<>(why);
    }
}
