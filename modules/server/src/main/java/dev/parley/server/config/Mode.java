package dev.parley.server.config;

/** How strict a start is about what an operator left out. */
public enum Mode {
    /** Everything has a default: pages of any origin may connect, a missing API key is made and printed. */
    DEVELOPMENT,
    /** An API key is demanded, and pages may connect only from origins that are listed. */
    PRODUCTION
}
