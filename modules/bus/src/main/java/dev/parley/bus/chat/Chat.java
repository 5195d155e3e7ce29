package dev.parley.bus.chat;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import io.vertx.core.Future;

/** The way to this node's ChatVerticle. Safe on every thread; an answer comes back to the context that asked. */
public final class Chat {

    private final Bus bus;

    public Chat(Bus bus) {
        this.bus = bus;
    }

    /**
     * Asks. What changes something is durable when the answer comes.
     *
     * @return does not fail: whoever gets no answer is refused with {@link ChatFault#UNAVAILABLE}, and cannot know whether
     *     it was done; asking again is safe where the question says so
     */
    public <T> Future<ChatAnswer<T>> ask(ChatQuestion<T> question) {
        return bus.<ChatAnswer<T>, ChatQuestion<T>>ask(Addresses.CHAT, question)
                .otherwise(lost -> ChatAnswer.refused(ChatFault.UNAVAILABLE));
    }
}
