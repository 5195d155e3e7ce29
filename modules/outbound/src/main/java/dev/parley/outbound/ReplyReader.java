package dev.parley.outbound;

import dev.parley.outbound.CallFailed.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Reads one answer. Confined to the context of its HttpCaller. */
final class ReplyReader {

    /** What is read away rather than lose a connection that can be kept. */
    private static final int DISCARDED = 64 * 1024;

    private final HttpClientResponse response;
    private final Call call;
    private final Buffer kept = Buffer.buffer();
    private final Promise<Reply> whole = Promise.promise();
    private long read;

    ReplyReader(HttpClientResponse response, Call call) {
        this.response = response;
        this.call = call;
    }

    Future<Reply> read() {
        response.handler(this::take);
        response.endHandler(end -> whole.tryComplete(reply()));
        response.exceptionHandler(lost -> {
            if (call.cut()) whole.tryComplete(reply());
            else whole.tryFail(lost);
        });
        return whole.future();
    }

    private void take(Buffer part) {
        int room = call.keep() - kept.length();
        kept.appendBuffer(part, 0, Math.min(room, part.length()));
        read += part.length();
        if (read <= most() || whole.future().isComplete()) return;
        if (call.cut()) whole.tryComplete(reply());
        else whole.tryFail(new CallFailed(Kind.TOO_LARGE));
        response.request().reset(HttpCaller.CANCEL);
    }

    private int most() {
        return call.cut() ? Math.max(call.keep(), DISCARDED) : call.keep();
    }

    private Reply reply() {
        return new Reply(response.statusCode(), response.headers(), kept);
    }
}
