package dev.parley.api.access;

/** Is told what admins have had done. Safe on every thread. */
@FunctionalInterface
public interface Witness {

    /** Looks away. */
    Witness NONE = act -> {};

    /** Once it is answered. Does not block, and does not fail. */
    void saw(Act act);
}
