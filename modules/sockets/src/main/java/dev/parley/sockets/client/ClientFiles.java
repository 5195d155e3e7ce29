package dev.parley.sockets.client;

import dev.parley.sockets.engine.ContentCoding;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The stock browser client, served where pages expect it: {@code /socket.io/socket.io.js} and its siblings. Immutable.
 *
 * <p>The files are those of the npm package, compressed; they stay so for whoever takes gzip.
 */
public final class ClientFiles {

    /** Of the npm package {@code socket.io-client}. */
    static final String VERSION = "4.8.4";

    private static final String TAG = '"' + VERSION + '"';
    private static final String[] NAMES = {
        "socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"
    };

    private final Map<String, byte[]> compressed;

    private ClientFiles(Map<String, byte[]> compressed) {
        this.compressed = compressed;
    }

    /** Serves nothing. */
    public static ClientFiles none() {
        return new ClientFiles(Map.of());
    }

    /** Reads the files.
     *
     * @param folder the path under which they are served, with a slash at both ends
     */
    public static ClientFiles under(String folder) {
        var files = new TreeMap<String, byte[]>();
        for (String name : NAMES) {
            files.put(folder + name, resource(name));
            files.put(folder + name + ".map", resource(name + ".map"));
        }
        return new ClientFiles(files);
    }

    private static byte[] resource(String name) {
        try (InputStream in = ClientFiles.class.getResourceAsStream(name + ".gz")) {
            if (in == null) throw new IllegalStateException(name + " is not in this build");
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Answers a request that is for one of the files; false leaves it to others. */
    public boolean serve(HttpServerRequest request) {
        String path = request.path();
        byte[] file = path == null ? null : compressed.get(path);
        boolean head = HttpMethod.HEAD.equals(request.method());
        if (path == null || file == null || !(head || HttpMethod.GET.equals(request.method()))) return false;
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=0")
                .putHeader(HttpHeaders.ETAG, TAG)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(TAG)) {
            response.setStatusCode(304).end();
            return true;
        }
        byte[] body = file;
        if (ContentCoding.preferredOf(request.getHeader(HttpHeaders.ACCEPT_ENCODING)) == ContentCoding.GZIP) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        } else {
            body = inflated(file);
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type(path))
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        if (head) {
            response.end();
        } else {
            response.end(Buffer.buffer(body));
        }
        return true;
    }

    private static String type(String path) {
        return (path.endsWith(".map") ? "application/json" : "text/javascript") + "; charset=utf-8";
    }

    private static byte[] inflated(byte[] file) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
