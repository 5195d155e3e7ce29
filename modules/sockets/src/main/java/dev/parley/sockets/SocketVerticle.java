package dev.parley.sockets;

import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.sockets.client.ClientFiles;
import dev.parley.sockets.engine.EngineLoop;
import dev.parley.sockets.engine.EngineRequests;
import dev.parley.sockets.engine.Entrance;
import dev.parley.sockets.engine.TrustedProxies;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The public listener of one event loop, and the connections it accepted. Deployed once for each event loop; together
 * they share the port.
 *
 * <p>What is not for the Socket.IO engine is handed on to the HTTP API.
 */
public final class SocketVerticle extends VerticleBase {

    private static final int MAX_FORM_FIELDS = 16;

    /** As long as a request may still take when the node stops. */
    private static final long ANSWERED_SECONDS = 5;

    private final SocketsConfig config;
    private final SocketServices node;
    private final ClientFiles clientFiles;
    private final Handler<HttpServerRequest> elsewhere;
    private @Nullable HttpServer listener;

    /**
     * @param elsewhere takes requests that are not the engine's, on the event loop that accepted their connection
     */
    public SocketVerticle(SocketsConfig config, SocketServices node, Handler<HttpServerRequest> elsewhere) {
        this.config = config;
        this.node = node;
        this.clientFiles =
                config.servesClient() ? ClientFiles.under(config.engine().path()) : ClientFiles.none();
        this.elsewhere = elsewhere;
    }

    @Override
    public Future<?> start() {
        var engine =
                new EngineLoop(vertx, context, config.engine(), node.sessions().local());
        var packets = new PacketRules(config.parser(), decodeLimits(), config.attachmentTimeout());
        var loop = new SocketLoop(
                vertx,
                context,
                new RoomRegistry(context, node.directory(), node.presence(), node.roomQuota(), node.counts()),
                new LoopPosition(),
                new Recovery(vertx, context, node.recovery()),
                node.ackIds(),
                node.apps(),
                node.namespaces(),
                config.maxNamespaces(),
                packets,
                config.connectTimeout(),
                node.clock(),
                config.tokenWarning(),
                new RecentRevocations(node.clock()),
                new Safeguards(node.apps(), node.nanos(), config.limits(), packets, node.quotas(), node.metrics()),
                node.webhooks(),
                new Taps(vertx, node.clock()),
                node.measured().deliveries(),
                engine.traffic());
        node.loops().add(loop);
        var requests = new EngineRequests(
                engine,
                node.sessions(),
                new AppOrigins(node.apps(), config.allowedOrigins()),
                new Entrance(
                        new TrustedProxies(config.limits().trustedProxies()),
                        node.quotas().gate(config.limits())),
                (session, request) -> new Connection(loop, session, request));
        var deadlines = new RequestDeadlines(vertx, config.idleTimeout());
        var delay = new LoopDelay(vertx, node.meters());
        HttpServer server = vertx.createHttpServer(options(config)).connectionHandler(deadlines::opened);
        listener = server;
        server.requestHandler(request -> {
            deadlines.begins(request);
            if (clientFiles.serve(request)) return;
            if (requests.claims(request)) {
                requests.handle(request);
            } else {
                elsewhere.handle(request);
            }
        });
        node.measured().add(engine.traffic(), delay);
        delay.watch();
        renewSessions(loop);
        return server.listen().onSuccess(node::listening).recover(this::cannotListen);
    }

    /** Each a few times before it expires, and not all at once. */
    private void renewSessions(SocketLoop loop) {
        int shares = 20;
        var turn = new AtomicInteger();
        vertx.setPeriodic(
                Continuity.ATTACHED.dividedBy(3L * shares).toMillis(),
                now -> loop.renewSessions(turn.getAndIncrement() % shares, shares));
    }

    /** Takes no connection any more, and ends those that there are once their requests have been answered. */
    @Override
    public Future<?> stop() {
        return listener == null ? Future.succeededFuture() : listener.shutdown(ANSWERED_SECONDS, TimeUnit.SECONDS);
    }

    /** The same fault with the address in it, for whoever has to find out who has taken it. */
    private Future<HttpServer> cannotListen(Throwable fault) {
        return Future.failedFuture(new IOException(
                "cannot listen on " + config.host() + ":" + config.port() + " (" + fault.getMessage() + ")", fault));
    }

    private DecodeLimits decodeLimits() {
        return new DecodeLimits(
                config.maxAttachments(),
                config.maxAttachmentBytes(),
                config.maxDepth(),
                DecodeLimits.DEFAULTS.namespaceLength());
    }

    static HttpServerOptions options(SocketsConfig config) {
        var options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                // Vert.x's defaults are smaller than what clients are told they may send.
                .setMaxWebSocketFrameSize(config.engine().maxPayload())
                .setMaxWebSocketMessageSize(config.engine().maxPayload())
                // Whoever does not close its side in time is cut off by the link, which knows what is still to be sent.
                .setWebSocketClosingTimeout(-1)
                // A text in a form may be as long as one in an event; what a form has is kept in memory.
                .setMaxFormAttributeSize(config.engine().maxPayload())
                .setMaxFormFields(MAX_FORM_FIELDS)
                // Inflating is uncapped: a few bytes could become gigabytes.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setDecompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
        config.tls().ifPresent(tls -> speakTls(options, tls.first().options()));
        return options;
    }

    /** Not HTTP/2, whose WebSockets (RFC 8441) stock clients do not speak. */
    private static void speakTls(HttpServerOptions options, ServerSSLOptions tls) {
        options.setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
                .setKeyCertOptions(tls.getKeyCertOptions())
                .setEnabledSecureTransportProtocols(tls.getEnabledSecureTransportProtocols());
        tls.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
    }
}
