package dev.parley.bench.contender;

import dev.parley.bench.contender.Servers.Dialect;
import java.net.InetSocketAddress;
import java.util.List;

/** Servers that a test runs itself. */
public final class TestServers {

    private TestServers() {}

    /** One node for clients and backends, without a process of its own: CPU and memory are zero. */
    public static Servers at(InetSocketAddress node) {
        return new Servers(List.of(), List.of(node), List.of(node), new Dialect("/emit", "X-Api-Key: key\r\n"));
    }
}
