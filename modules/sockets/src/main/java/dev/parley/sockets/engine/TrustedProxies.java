package dev.parley.sockets.engine;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which peers are believed when they say on whose behalf they connect. Immutable.
 *
 * <p>Each proxy adds the address of its own peer at the right of {@code X-Forwarded-For}. So the client's is the first one
 * from the right that is not a trusted proxy's; what stands to the left of it, anybody may have written.
 */
public record TrustedProxies(List<IpBlock> blocks) {

    private static final String HEADER = "X-Forwarded-For";

    public TrustedProxies {
        blocks = List.copyOf(blocks);
    }

    /** Where a request comes from, in numbers. */
    String clientOf(HttpServerRequest request) {
        String peer = withoutZone(request.remoteAddress().hostAddress());
        if (blocks.isEmpty() || !request.headers().contains(HEADER)) return peer;
        return client(peer, request.headers().getAll(HEADER));
    }

    /** @param headers all of that name, in their order */
    String client(String peer, List<String> headers) {
        String client = peer;
        String[] hops = String.join(",", headers).split(",");
        for (int i = hops.length - 1; i >= 0 && trusts(client); i--) {
            Optional<InetAddress> hop = IpBlock.address(withoutPort(hops[i].strip()));
            // A proxy that says what is no address has said nothing.
            if (hop.isEmpty()) return client;
            client = hop.get().getHostAddress();
        }
        return client;
    }

    private boolean trusts(String address) {
        Optional<InetAddress> parsed = IpBlock.address(address);
        return parsed.isPresent() && blocks.stream().anyMatch(block -> block.contains(parsed.get()));
    }

    /** Some proxies write {@code 1.2.3.4:567} and {@code [::1]:567}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) return hop.substring(1, Math.max(1, hop.indexOf(']')));
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
