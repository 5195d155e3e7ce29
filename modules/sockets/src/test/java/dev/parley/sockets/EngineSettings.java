package dev.parley.sockets;

import dev.parley.sockets.engine.EngineConfig;
import dev.parley.sockets.engine.Gate;
import dev.parley.sockets.engine.IpBlock;
import dev.parley.sockets.tls.TlsConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.SocketFactory;

/** How a {@link TestEngine} is set up. A test changes what it is about, before the engine starts. */
final class EngineSettings {

    boolean trailingSlash = true;
    Set<String> transports = Set.of("polling", "websocket");
    boolean revision3 = true;
    Duration pingInterval = Duration.ofSeconds(25);
    Duration pingTimeout = Duration.ofSeconds(20);
    Duration upgradeTimeout = Duration.ofSeconds(10);
    int maxPayload = 100_000;
    int outboundBytes = 4_000_000;
    Optional<String> cookie = Optional.empty();
    Optional<TlsConfig> tls = Optional.empty();

    /** What clients connect by, where the listener speaks TLS. */
    SocketFactory clients = SocketFactory.getDefault();

    List<String> origins = List.of("https://friend.example");
    int eventLoops = 1;
    List<IpBlock> proxies = List.of();
    Gate gate = client -> new Gate.Entered(Gate.Ticket.FREE);

    /** The node's name, and another one that it takes for a member of its cluster. */
    String node = "engine";

    Optional<String> imagined = Optional.empty();

    SocketsConfig config() {
        var engine = new EngineConfig(
                "/socket.io/",
                trailingSlash,
                transports,
                revision3,
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                maxPayload,
                outboundBytes,
                100_000,
                1_024,
                cookie);
        return new SocketsConfig(
                "127.0.0.1",
                0,
                tls,
                Duration.ofMinutes(1),
                engine,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Parser.AUTO,
                10,
                10,
                1_000_000,
                Duration.ofSeconds(10),
                100,
                origins,
                ClientLimits.none(),
                false,
                eventLoops);
    }
}
