package dev.parley.cluster;

/** How far an event goes. */
public enum Reach {
    /** To the sockets of its audience on every node. */
    CLUSTER,
    /** To those of this node alone. */
    NODE
}
