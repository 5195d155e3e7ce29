package dev.parley.profiles.panel;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The files of one request, written to a folder as they come. Confined to the request's event loop. Whoever takes them over
 * has to move or to remove them; those of a request that breaks off, or is too large, are removed here.
 */
final class Incoming {

    private static final String PARTS = Part.class.getName();

    /**
     * A file of the form.
     *
     * @param field of the form
     * @param type that the sender says it is of
     * @param name that the sender gave it
     * @param path where it is now
     */
    record Part(String field, String type, String name, Path path) {}

    private final RoutingContext ctx;
    private final Path folder;
    private final long mostBytes;
    private final int mostParts;
    private final List<Part> parts = new ArrayList<>();
    private final List<HttpServerFileUpload> uploads = new ArrayList<>();
    private final List<Future<Void>> writes = new ArrayList<>();
    private long bytes;

    /**
     * Those of a request that is paused.
     *
     * @param mostBytes of its body
     * @param mostParts that are written; further ones are dropped
     */
    Incoming(RoutingContext ctx, Path folder, long mostBytes, int mostParts) {
        this.ctx = ctx;
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.mostParts = mostParts;
    }

    /** Those of a request that has been read; none if it was no form. */
    static List<Part> of(RoutingContext ctx) {
        List<Part> parts = ctx.get(PARTS);
        return parts == null ? List.of() : parts;
    }

    /** Lets the request go on. Its route goes on too when all of it is here, or fails. */
    void read() {
        HttpServerRequest request = ctx.request();
        try {
            request.setExpectMultipart(true);
        } catch (RuntimeException withoutBoundary) {
            ctx.fail(400, withoutBoundary);
            return;
        }
        request.exceptionHandler(this::brokenOff)
                .uploadHandler(this::begins)
                .handler(this::count)
                .endHandler(end -> whole());
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true))
            request.response().writeContinue();
        request.resume();
    }

    private void begins(HttpServerFileUpload upload) {
        if (parts.size() == mostParts) return;
        Path path = folder.resolve(UUID.randomUUID().toString());
        parts.add(new Part(upload.name(), upload.contentType(), upload.filename(), path));
        uploads.add(upload);
        writes.add(upload.streamToFileSystem(path.toString()));
    }

    /**
     * Only who does not say how much there is to come gets as far as that. The rest is dropped for as long as a request may
     * take, so that its sender sees the answer.
     */
    private void count(Buffer chunk) {
        bytes += chunk.length();
        if (bytes <= mostBytes || ctx.failed()) return;
        uploads.forEach(HttpServerFileUpload::cancelStreamToFileSystem);
        removeAll();
        ctx.fail(413);
    }

    private void whole() {
        if (ctx.failed()) return;
        Future.join(writes)
                .onSuccess(written -> {
                    ctx.put(PARTS, List.copyOf(parts));
                    ctx.next();
                })
                .onFailure(fault -> {
                    removeAll();
                    ctx.fail(fault);
                });
    }

    private void brokenOff(Throwable fault) {
        if (ctx.failed()) return;
        removeAll();
        if (!(fault instanceof HttpClosedException)) ctx.fail(400, fault);
    }

    private void removeAll() {
        Future.join(writes).onComplete(ended -> {
            for (Part part : parts) ctx.vertx().fileSystem().delete(part.path().toString());
        });
    }
}
