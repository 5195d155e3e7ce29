package dev.parley.sockets.engine;

/** What may become of a packet when more waits for a client than may. */
public enum Worth {
    /** It leaves, or the session ends. */
    KEPT,
    /** An event that newer ones may push out, with all its parts. */
    DROPPABLE,
    /** An event that is of no use once it has to wait. */
    VOLATILE,
    /** It shares the fate of the packet in front of it. */
    PART
}
