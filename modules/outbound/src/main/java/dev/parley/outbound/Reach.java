package dev.parley.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Who can be behind an IP address. */
enum Reach {
    /** Anybody on the Internet. */
    PUBLIC,
    /** This machine, or one of a network that is not everybody's. */
    PRIVATE,
    /** Nobody to whom a webhook could go: the cloud's own services, groups, and what is no machine's address. */
    NOBODY;

    private static final List<AddressBlock> OF_NOBODY = blocks(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "224.0.0.0/4",
            "255.255.255.255",
            "::",
            "fe80::/10",
            "ff00::/8",
            // What clouds tell their machines, and only them, where they use no link-local address for that: Azure,
            // Oracle,
            // Alibaba, AWS.
            "168.63.129.16",
            "192.0.0.192",
            "100.100.100.200",
            "fd00:ec2::254");

    /** The special-purpose registries of IANA (RFC 6890), as far as they are about IPv4 or lie in {@link #GLOBAL}. */
    private static final List<AddressBlock> NOT_PUBLIC = blocks(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20");

    /** The only block of IPv6 of which addresses are given to anybody. */
    private static final AddressBlock GLOBAL = block("2000::/3");

    private static final AddressBlock COMPATIBLE = block("::/96");
    private static final AddressBlock NAT64 = block("64:ff9b::/96");
    private static final AddressBlock SIX_TO_FOUR = block("2002::/16");
    private static final AddressBlock TEREDO = block("2001::/32");

    static Reach of(InetAddress address) {
        if (isIn(OF_NOBODY, address)) return NOBODY;
        if (!(address instanceof Inet6Address)) return isIn(NOT_PUBLIC, address) ? PRIVATE : PUBLIC;
        byte[] bytes = address.getAddress();
        if (NAT64.contains(address)) return of(inner(bytes, 12));
        if (SIX_TO_FOUR.contains(address)) return of(inner(bytes, 2));
        if (TEREDO.contains(address)) return farther(of(inner(bytes, 4)), of(inverted(inner(bytes, 12))));
        if (COMPATIBLE.contains(address) && !address.isLoopbackAddress()) return farther(PRIVATE, of(inner(bytes, 12)));
        return GLOBAL.contains(address) && !isIn(NOT_PUBLIC, address) ? PUBLIC : PRIVATE;
    }

    /** The IPv4 address that an IPv6 one leads to. */
    private static InetAddress inner(byte[] bytes, int from) {
        return AddressBlock.address(Arrays.copyOfRange(bytes, from, from + 4));
    }

    private static InetAddress inverted(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) ~bytes[i];
        return AddressBlock.address(bytes);
    }

    private static Reach farther(Reach one, Reach other) {
        return Stream.of(one, other).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static boolean isIn(List<AddressBlock> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<AddressBlock> blocks(String... texts) {
        return Stream.of(texts).map(Reach::block).toList();
    }

    private static AddressBlock block(String text) {
        return AddressBlock.of(text).orElseThrow();
    }
}
