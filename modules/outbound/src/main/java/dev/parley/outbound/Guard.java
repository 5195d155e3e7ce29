package dev.parley.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which addresses may be called. Immutable.
 *
 * <p>A listed host may be anywhere and spoken to by http, and so may any whose address is in a listed block. Any other has to
 * be on the Internet and spoken to by https. In development it may also be on this machine or in a private network, and
 * spoken to by http.
 */
public final class Guard {

    private static final int LONGEST = 2_000;
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");

    /** What some take for an IPv4 address although it is not written as one, such as {@code 0x7f.1} (WHATWG URL, 3.5). */
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)");

    private final boolean lenient;
    private final boolean onlyAllowed;
    private final Set<String> hosts = new HashSet<>();
    private final List<String> domains = new ArrayList<>();
    private final List<AddressBlock> blocks = new ArrayList<>();

    public Guard(OutboundConfig config) {
        this.lenient = config.lenient();
        this.onlyAllowed = config.onlyAllowed();
        for (String entry : config.allow()) {
            Optional<AddressBlock> block = AddressBlock.of(entry);
            String host = entry.toLowerCase(Locale.ROOT);
            if (block.isPresent()) blocks.add(block.get());
            else if (host.startsWith("*.")) domains.add(host.substring(1));
            else hosts.add(host);
        }
    }

    /** Whether a text can stand in the list: a host name, {@code *.example.com}, an address, or a block of them. */
    public static boolean canList(String text) {
        if (text.length() > 253) return false;
        boolean host = HOST.matcher(text).matches() && !NUMBER.matcher(text).matches();
        return host || AddressBlock.of(text).isPresent();
    }

    /**
     * Why an address cannot be called, as far as its text tells; nothing if it may. Whoever stores an address asks this.
     *
     * @return a sentence for people, without the address
     */
    public Optional<String> refusal(URI url) {
        if (url.toString().length() > LONGEST) {
            return Optional.of("The address has more than " + LONGEST + " characters.");
        }
        if (!isWeb(url)) return Optional.of("The address is no http or https address with a host.");
        if (url.getRawUserInfo() != null) return Optional.of("The address has a user name.");
        if (url.getRawFragment() != null) return Optional.of("The address has a fragment.");
        String host = host(url);
        if (isListed(host)) return Optional.empty();
        Optional<InetAddress> literal = literal(host);
        if (literal.isPresent()) {
            return admits(url, literal.get()) ? Optional.empty() : Optional.of("The address may not be called.");
        }
        if (host.startsWith("[") || NUMBER.matcher(host).matches()) {
            return Optional.of("The address's host is no proper IP address.");
        }
        // Where the name leads is seen when it is called.
        if (!blocks.isEmpty()) return Optional.empty();
        if (onlyAllowed) return Optional.of("The address's host is not in outbound.allow.");
        return isSafe(url) ? Optional.empty() : Optional.of("The address is no https address.");
    }

    /** Whether a connection may be made to what a host name stands for at this moment. */
    public boolean admits(URI url, InetAddress resolved) {
        if (isListed(host(url)) || blocks.stream().anyMatch(block -> block.contains(resolved))) return true;
        if (onlyAllowed || !isSafe(url)) return false;
        return switch (Reach.of(resolved)) {
            case PUBLIC -> true;
            case PRIVATE -> lenient;
            case NOBODY -> false;
        };
    }

    /** Whether it can be called at all. */
    static boolean isWeb(URI url) {
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        return web && url.getHost() != null && url.getPort() != 0 && url.getPort() < 65_536;
    }

    /** Of a {@linkplain #isWeb web} address, in the form in which hosts are compared; IPv6 in brackets. */
    static String host(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** The IP address that a host is without being looked up. */
    static Optional<InetAddress> literal(String host) {
        if (host.startsWith("[")) return AddressBlock.address(host.substring(1, host.length() - 1));
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return Optional.of(InetAddress.getLoopbackAddress()); // RFC 6761
        }
        return AddressBlock.address(host);
    }

    private boolean isListed(String host) {
        return hosts.contains(host) || domains.stream().anyMatch(host::endsWith);
    }

    private boolean isSafe(URI url) {
        return lenient || "https".equalsIgnoreCase(url.getScheme());
    }
}
