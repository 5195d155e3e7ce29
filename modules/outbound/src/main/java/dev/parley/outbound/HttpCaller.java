package dev.parley.outbound;

import dev.parley.outbound.CallFailed.Kind;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls other servers. Confined to the context that made it. It keeps connections open for a while, no more than so many to
 * one server, and verifies certificates. It follows no redirects and inflates nothing.
 *
 * <p>A name is looked up for each call, and a connection goes to an address that was found and, unless the caller trusts it,
 * was admitted: there is no second look-up that could find another. Connections that are kept belong to an address and a
 * name, so that a call takes over only those that it might have made.
 */
public final class HttpCaller {

    /** The HTTP/2 code; HTTP/1.1 has none and closes the connection. */
    static final long CANCEL = 8;

    private static final int CONNECT_SECONDS = 10;

    /**
     * Below the 5 s after which a Node server closes idle connections, so that few calls meet a closing one. It is the whole
     * life of a connection that rests, for Vert.x lets servers say how long it may rest.
     */
    private static final int KEPT_MILLIS = 4_000;

    /** What KEPT_MILLIS may be exceeded by. */
    private static final int CLEANING_MILLIS = 500;

    private final Vertx vertx;
    private final Guard guard;
    private final Lookup lookup;
    private final HttpClient client;

    /**
     * One for each context.
     *
     * @param connections open at once to one server; further calls wait for one, within their timeout
     */
    public HttpCaller(Vertx vertx, Guard guard, int connections) {
        this(vertx, guard, connections, Lookup.of(vertx), options());
    }

    HttpCaller(Vertx vertx, Guard guard, int connections, Lookup lookup, HttpClientOptions options) {
        this.vertx = vertx;
        this.guard = guard;
        this.lookup = lookup;
        var pool = new PoolOptions()
                .setHttp1MaxSize(connections)
                .setMaxLifetime(KEPT_MILLIS)
                .setMaxLifetimeUnit(TimeUnit.MILLISECONDS)
                .setCleanerPeriod(CLEANING_MILLIS);
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                // Who calls hears of it; without a handler here Vert.x logs each connection that is lost.
                .withConnectHandler(connection -> connection.exceptionHandler(lost -> {}))
                .build();
    }

    /** The time to connect ends what nobody waits for any more. */
    static HttpClientOptions options() {
        return new HttpClientOptions()
                .setConnectTimeout(CONNECT_SECONDS * 1_000)
                .setSslHandshakeTimeout(CONNECT_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    }

    /** Fails with {@link CallFailed} and nothing else. */
    public Future<Reply> call(Call call) {
        if (Vertx.currentContext() != null) return begin(call);
        // On a thread that is none of Vert.x's, an answer could be there before anybody listens to it.
        Promise<Reply> reply = Promise.promise();
        vertx.runOnContext(here -> begin(call).onComplete(reply));
        return reply.future();
    }

    private Future<Reply> begin(Call call) {
        Deadline deadline = Deadline.after(call.timeout());
        return addresses(call, deadline)
                .compose(addresses -> connect(call, addresses, deadline))
                .recover(error -> Future.failedFuture(Failures.connecting(error)))
                .compose(request -> exchange(request, call, deadline)
                        .recover(error -> Future.failedFuture(Failures.exchanging(error))));
    }

    /** Cuts off what is open. */
    public Future<Void> close() {
        return client.close();
    }

    private Future<List<InetAddress>> addresses(Call call, Deadline deadline) {
        URI url = call.url();
        boolean refused = !call.trusted() && guard.refusal(url).isPresent();
        if (refused || !Guard.isWeb(url)) return failed(Kind.REFUSED_ADDRESS);
        String host = Guard.host(url);
        Optional<InetAddress> literal = Guard.literal(host);
        Future<List<InetAddress>> found = literal.isPresent()
                ? Future.succeededFuture(List.of(literal.get()))
                : lookup.addresses(host).timeout(deadline.leftMillis(), TimeUnit.MILLISECONDS);
        return found.compose(all -> {
            List<InetAddress> admitted = all.stream()
                    .filter(address -> call.trusted() || guard.admits(url, address))
                    .toList();
            return admitted.isEmpty() ? failed(Kind.REFUSED_ADDRESS) : Future.succeededFuture(admitted);
        });
    }

    /** Tries one after another, each within its share of the time that is left. */
    private Future<HttpClientRequest> connect(Call call, List<InetAddress> addresses, Deadline deadline) {
        if (deadline.isOver()) return failed(Kind.TIMEOUT);
        List<InetAddress> others = addresses.subList(1, addresses.size());
        RequestOptions options = options(call, addresses.getFirst())
                .setConnectTimeout(Math.max(1, deadline.leftMillis() / addresses.size()));
        Future<HttpClientRequest> request = client.request(options);
        return others.isEmpty() ? request : request.recover(error -> connect(call, others, deadline));
    }

    private static RequestOptions options(Call call, InetAddress address) {
        URI url = URI.create(call.url().toASCIIString());
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(call.headers());
        if (!headers.contains("user-agent")) headers.set("user-agent", "Parley");
        return new RequestOptions()
                .setMethod(call.method())
                .setServer(SocketAddress.inetSocketAddress(port, numeric(address)))
                .setHost(Guard.host(url))
                .setPort(port)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .setHeaders(headers);
    }

    /** Without a name, which could be looked up again, and without a zone. */
    private static String numeric(InetAddress address) {
        return AddressBlock.address(address.getAddress()).getHostAddress();
    }

    private Future<Reply> exchange(HttpClientRequest request, Call call, Deadline deadline) {
        long timer = vertx.setTimer(deadline.leftMillis(), id -> request.reset(CANCEL, new TimeoutException()));
        var sent = call.body().length() == 0 ? request.send() : request.send(call.body());
        return sent.compose(response -> new ReplyReader(response, call).read())
                .onComplete(done -> vertx.cancelTimer(timer));
    }

    private static <T> Future<T> failed(Kind kind) {
        return Future.failedFuture(new CallFailed(kind));
    }
}
