package dev.parley.server.config;

import dev.parley.sockets.engine.IpBlock;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.Predicate;

/** Which address of this machine is meant where {@code cluster.host} does not say it in full. */
final class OwnAddress {

    /** Whichever there is beside loopback. */
    static final String AUTO = "auto";

    private OwnAddress() {}

    /** Whether it is to be found out. */
    static boolean isOpen(String host) {
        return host.equals(AUTO) || host.contains("/");
    }

    /**
     * Those that are meant; a configuration is good where it is one.
     *
     * @param host open
     * @param own all of the machine; IPv4 goes before IPv6
     */
    static List<String> meant(String host, List<InetAddress> own) {
        List<InetAddress> fitting = own.stream().filter(meaning(host)).toList();
        List<InetAddress> version4 =
                fitting.stream().filter(Inet4Address.class::isInstance).toList();
        // Behind the percent sign is the interface, which is of no use to other machines.
        return (version4.isEmpty() ? fitting : version4)
                .stream()
                        .map(address -> address.getHostAddress().replaceAll("%.*", ""))
                        .distinct()
                        .toList();
    }

    private static Predicate<InetAddress> meaning(String host) {
        if (host.equals(AUTO)) return address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress();
        IpBlock block = IpBlock.of(host).orElseThrow();
        return block::contains;
    }

    static List<InetAddress> all() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException noneKnown) {
            return List.of();
        }
    }
}
