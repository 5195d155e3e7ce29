package dev.parley.sockets.engine;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The door to a session of this node. */
record LocalDoor(EngineSession session) implements SessionDoor {

    @Override
    public void poll(HttpExchange poll, @Nullable Revision revision) {
        poll.onLost(() -> session.execute(() -> session.pollAborted(poll)));
        session.execute(() -> session.poll(poll, revision));
    }

    @Override
    public void postBegins(HttpExchange post, @Nullable Revision revision) {
        session.execute(() -> session.postBegins(post, revision));
    }

    @Override
    public void postEnds(HttpExchange post, String contentType, byte[] body) {
        session.execute(() -> session.postEnds(post, contentType, body));
    }

    @Override
    public void postRefused(HttpExchange post) {
        session.execute(() -> session.postRefused(post));
    }

    @Override
    public void postAborted(HttpExchange post) {
        session.execute(() -> session.postAborted(post));
    }

    /** One that is upgraded already still gets its 101, and is closed then: a refusal here confuses test suites. */
    @Override
    public void upgrade(HttpServerRequest handshake, EngineLoop loop, @Nullable Revision revision) {
        if (revision != session.revision()) {
            EngineError.BAD_REQUEST.refuse(handshake);
            return;
        }
        NettyLink.accept(handshake, session.loop())
                .onSuccess(candidate -> session.execute(() -> session.upgrade(candidate)));
    }
}
