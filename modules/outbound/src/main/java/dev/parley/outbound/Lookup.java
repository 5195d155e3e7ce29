package dev.parley.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Finds the addresses of host names. */
interface Lookup {

    /** All of them, the preferred ones first. Fails if there are none. */
    Future<List<InetAddress>> addresses(String host);

    /** By the hosts file and the name servers of this machine, on an event loop, which that does not block. */
    static Lookup of(Vertx vertx) {
        return host -> {
            Promise<List<InetSocketAddress>> found = Promise.promise();
            ((VertxInternal) vertx).nameResolver().resolveAll(host, found::handle);
            return found.future()
                    .map(all -> all.stream().map(InetSocketAddress::getAddress).toList());
        };
    }
}
