package dev.parley.bus.chat;

/** It was done, and there is nothing to tell. */
public enum Done {
    DONE
}
