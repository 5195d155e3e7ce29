package dev.parley.sockets.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address, or all that share their first bits with it. Immutable; never asks a name server.
 *
 * @param text as it was written
 * @param address to which it belongs
 * @param bits how many of the address's bits count
 */
public record IpBlock(String text, InetAddress address, int bits) {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** {@code 10.0.0.0/8}, {@code fd00::/8}, or an address alone. */
    public static Optional<IpBlock> of(String text) {
        int slash = text.indexOf('/');
        return address(slash < 0 ? text : text.substring(0, slash)).flatMap(address -> {
            int all = address.getAddress().length * 8;
            if (slash < 0) return Optional.of(new IpBlock(text, address, all));
            String bits = text.substring(slash + 1);
            return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= all
                    ? Optional.of(new IpBlock(text, address, Integer.parseInt(bits)))
                    : Optional.empty();
        });
    }

    /** An address as it is written in numbers, and nothing for a name. */
    static Optional<InetAddress> address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) return Optional.empty();
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** The first bits of an address, as a text that all addresses which share them have in common. */
    public static String network(String address, int bits) {
        return address(address)
                .map(InetAddress::getAddress)
                .map(all -> HexFormat.of().formatHex(all, 0, Math.min(all.length, bits / 8)))
                .orElse(address);
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) return false;
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = 0xff << Math.max(0, 8 - (bits - bit)) & 0xff;
            if (((mine[bit / 8] ^ theirs[bit / 8]) & mask) != 0) return false;
        }
        return true;
    }
}
