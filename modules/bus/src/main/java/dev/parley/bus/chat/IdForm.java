package dev.parley.bus.chat;

/** What ids look like that are made here. Those of one form sort by the time they were made. */
public enum IdForm {
    /** A UUID of version 7 (RFC 9562). */
    UUID,
    /** 24 hexadecimal digits, as MongoDB's object ids have. */
    HEX
}
