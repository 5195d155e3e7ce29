package dev.parley.sockets.engine;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** A request body as it streams in, kept only up to a limit. Confined to the connection's event loop. */
final class BoundedBody {

    enum Verdict {
        FITS,
        JUST_EXCEEDED,
        EXCEEDED
    }

    private final int maxBytes;
    private Buffer body = Buffer.buffer();
    private boolean exceeded;

    BoundedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    Verdict add(Buffer chunk) {
        if (exceeded) return Verdict.EXCEEDED;
        if ((long) body.length() + chunk.length() > maxBytes) {
            exceeded = true;
            body = Buffer.buffer();
            return Verdict.JUST_EXCEEDED;
        }
        body.appendBuffer(chunk);
        return Verdict.FITS;
    }

    /** All of it, unless it was too much. */
    Optional<byte[]> complete() {
        return exceeded ? Optional.empty() : Optional.of(body.getBytes());
    }
}
