package dev.parley.outbound;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address, or all that share their first bits with it. Immutable; never asks a name server. */
final class AddressBlock {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** Without leading zeros, which some take for octal numbers. */
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final IpSubnetFilterRule rule;

    private AddressBlock(InetAddress address, int bits) {
        this.rule = new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    /** {@code 10.0.0.0/8}, {@code fd00::/8}, or an address alone. */
    static Optional<AddressBlock> of(String text) {
        int slash = text.indexOf('/');
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        return address(slash < 0 ? text : text.substring(0, slash)).flatMap(address -> {
            int all = address.getAddress().length * 8;
            if (slash < 0) return Optional.of(new AddressBlock(address, all));
            return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= all
                    ? Optional.of(new AddressBlock(address, Integer.parseInt(bits)))
                    : Optional.empty();
        });
    }

    /** An address as it is written in numbers, IPv6 without brackets and zone, and nothing for any other text. */
    static Optional<InetAddress> address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) return Optional.empty();
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** Of 4 or 16 bytes; an IPv4 address that is mapped into IPv6 is the IPv4 address. */
    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException notThatLong) {
            throw new IllegalArgumentException(notThatLong);
        }
    }

    boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }
}
