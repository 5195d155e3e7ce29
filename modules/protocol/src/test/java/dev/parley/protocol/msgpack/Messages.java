package dev.parley.protocol.msgpack;

import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.Texts;
import java.util.HexFormat;

/** Messages in hex, and what they decode to as text. */
final class Messages {

    private static final HexFormat HEX = HexFormat.of();

    private Messages() {}

    static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    static Decoded decode(String hex) {
        return MsgpackCodec.decode(bytes(hex), DecodeLimits.DEFAULTS);
    }

    static String shown(String hex) {
        return Texts.shown(decode(hex));
    }

    /** What becomes of a value as the one argument of event {@code q} in namespace {@code /}. */
    static String argument(String hex) {
        String shown = shown(event("92 a171" + hex));
        String before = "event / id null [\"q\",";
        return shown.startsWith(before)
                ? shown.substring(before.length()).replaceFirst("](?=( \\+\\w*)*$)", "")
                : shown;
    }

    /** An event with these data in namespace {@code /}. */
    static String event(String data) {
        return "83 a474797065 02 a36e7370 a12f a464617461" + data;
    }
}
