package dev.parley.sockets.engine;

import dev.parley.bus.NodeId;
import dev.parley.bus.Relay.PollStep;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The door to a session of another node, for one request.
 *
 * @param number of the request, by which the answer finds it
 */
record RemoteDoor(RelayFront front, NodeId owner, String sid, long number) implements SessionDoor {

    private static final byte[] NO_BODY = new byte[0];

    @Override
    public void poll(HttpExchange poll, @Nullable Revision revision) {
        front.await(this, poll);
        poll.onLost(() -> {
            front.forget(this);
            pass(PollStep.GET_ABORTED);
        });
        front.limit(this);
        front.pass(this, PollStep.GET, revision, "", NO_BODY);
    }

    @Override
    public void postBegins(HttpExchange post, @Nullable Revision revision) {
        front.await(this, post);
        front.pass(this, PollStep.POST_BEGINS, revision, "", NO_BODY);
    }

    @Override
    public void postEnds(HttpExchange post, String contentType, byte[] body) {
        front.limit(this);
        front.pass(this, PollStep.POST_ENDS, null, contentType, body);
    }

    @Override
    public void postRefused(HttpExchange post) {
        front.forget(this);
        pass(PollStep.POST_REFUSED);
    }

    @Override
    public void postAborted(HttpExchange post) {
        front.forget(this);
        pass(PollStep.POST_ABORTED);
    }

    private void pass(PollStep step) {
        front.pass(this, step, null, "", NO_BODY);
    }

    @Override
    public void upgrade(HttpServerRequest handshake, EngineLoop loop, @Nullable Revision revision) {
        front.open(new RelayLink(front, this, handshake, loop), revision);
    }
}
