package dev.parley.bus;

import dev.parley.bus.Message.Question;
import dev.parley.bus.Message.Remote;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Typed speech over the Vert.x event bus: the only class that touches it. Safe on every thread.
 *
 * <p>Delivery is at most once. What must not be lost is stored by its owner, and what must not go unnoticed is numbered
 * by its sender. A handler runs on the context it was registered from.
 */
public final class Bus {

    /** How long a question may stay unanswered. */
    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final int FAILED = 1;
    private static final Logger log = LoggerFactory.getLogger(Bus.class);

    private final EventBus events;
    private final DeliveryOptions here = options(true);
    private final DeliveryOptions anywhere = options(false);
    private final Bundles bundles = new Bundles(this::sendAway);
    private volatile @Nullable MessageConsumer<Remote> inbox;

    /** One bus for each Vert.x instance. */
    public Bus(Vertx vertx) {
        this.events = vertx.eventBus();
        events.registerCodec(new MessageCodec());
    }

    /**
     * Opens this node's one address in the cluster and hands what arrives there to its local address, decoded once.
     *
     * @return done when other nodes can reach this one
     */
    public Future<Void> open(NodeId self) {
        MessageConsumer<Remote> opened = events.consumer(Addresses.node(self).name());
        inbox = opened;
        return opened.handler(this::receive).completion();
    }

    /** Opens it again, for a cluster that has lost it; done when other nodes can reach this one again. */
    public Future<Void> reopen(NodeId self) {
        MessageConsumer<Remote> lost = inbox;
        Future<Void> closed = lost == null ? Future.succeededFuture() : lost.unregister();
        return closed.transform(over -> open(self));
    }

    private void receive(io.vertx.core.eventbus.Message<Remote> message) {
        if (message.body() instanceof Bundle bundle) {
            for (Remote each : bundle.messages()) receive(each, message);
        } else {
            receive(message.body(), message);
        }
    }

    private void receive(Remote body, io.vertx.core.eventbus.Message<Remote> message) {
        switch (body) {
            case Message.InOrder delivery -> send(Addresses.FANOUT, delivery);
            case LogMessage.LogCopy copy -> passOn(message, body, Addresses.LOG_COPIES);
            case LogMessage.ToLog asked -> send(Addresses.LOG, asked);
            case LogMessage.LogCopied unasked -> throw new IllegalStateException("unasked answer");
            case Message.InquiryReply reply -> send(Addresses.INQUIRIES, reply);
            case SocketReply reply -> send(Addresses.SOCKET_REPLIES, reply);
            case Census census -> send(Addresses.CENSUS, census);
            case Message.DrainOrder order -> passOn(message, body, Addresses.DRAIN);
            case Message.DrainNotice notice -> send(Addresses.DEPARTURES, notice);
            case Message.DrainAnswer unasked -> throw new IllegalStateException("unasked answer");
            case Message.ReportRequest asked -> passOn(message, body, Addresses.REPORTS);
            case Message.NodeReport unasked -> throw new IllegalStateException("unasked answer");
            case Relay relay -> send(Addresses.RELAY, relay);
            case Message.TrailOrdered order -> send(Addresses.WATCHED, order);
            case Message.TrailTold told -> send(Addresses.WATCHERS, told);
            case Message.Interest interest -> passOn(message, body, Addresses.INTEREST);
            case Message.Headcount count -> passOn(message, body, Addresses.HEADCOUNT);
            case Message.ToOutbox<?> asked -> passOn(message, body, Addresses.OUTBOX);
            case Message.FromOutbox unasked -> throw new IllegalStateException("unasked answer");
            case Bundle nested -> throw new IllegalStateException("bundle in a bundle");
        }
    }

    /** Has a local address answer what another node asks. */
    private void passOn(io.vertx.core.eventbus.Message<Remote> question, Remote body, Address<?> to) {
        reply(question, events.<Message>request(to.name(), body, here).map(io.vertx.core.eventbus.Message::body));
    }

    /**
     * Says something and expects nothing. What is said to one address after something else has been, by whichever thread,
     * arrives after it; what is asked there is not among them.
     */
    public <M extends Message> void send(Address<? super M> to, M message) {
        if (to.clustered() && message instanceof Remote remote) bundles.add(to.name(), remote);
        else events.send(to.name(), message, here);
    }

    private void sendAway(String to, Remote message) {
        events.send(to, message, anywhere);
    }

    /** Asks. Fails when nobody is there or the answer takes longer than {@link #ANSWER_WITHIN}. */
    public <A extends Message, Q extends Question<A>> Future<A> ask(Address<? super Q> to, Q question) {
        return ask(to, question, to.clustered() ? anywhere : here);
    }

    /** Asks what is asked again soon: fails when nobody is there or the answer takes longer than that. */
    public <A extends Message, Q extends Question<A>> Future<A> ask(
            Address<? super Q> to, Q question, Duration within) {
        return ask(to, question, options(!to.clustered()).setSendTimeout(within.toMillis()));
    }

    @SuppressWarnings("unchecked")
    private <A extends Message, Q extends Question<A>> Future<A> ask(
            Address<? super Q> to, Q question, DeliveryOptions options) {
        return events.<Message>request(to.name(), question, options).map(answer -> (A) answer.body());
    }

    /** Hears what is said at a local address that expects no answer. */
    public <M extends Message> Future<Void> hear(Address<M> at, Consumer<M> handler) {
        MessageConsumer<M> consumer = events.localConsumer(at.name());
        return consumer.handler(message -> handler.accept(message.body())).completion();
    }

    /** Answers what is asked at a local address. A failed future reaches the asker as a failure. */
    public <M extends Message> Future<Void> answer(Address<M> at, Function<M, Future<? extends Message>> handler) {
        MessageConsumer<M> consumer = events.localConsumer(at.name());
        return consumer.handler(message -> reply(message, handler.apply(message.body())))
                .completion();
    }

    private void reply(io.vertx.core.eventbus.Message<?> question, Future<? extends Message> answer) {
        answer.onComplete(result -> {
            if (result.succeeded()) {
                question.reply(result.result(), anywhere);
            } else {
                String asked = question.body().getClass().getSimpleName();
                if (isNobodyThere(result.cause())) log.debug("nobody is there to answer a {}", asked);
                else log.warn("no answer to a {}", asked, result.cause());
                question.fail(FAILED, "failed");
            }
        });
    }

    /** A node that is just starting, or stopping, has its address and nobody behind it who could answer. */
    private static boolean isNobodyThere(Throwable fault) {
        return fault instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    /** Whether a question was lost, or its answer, or it takes longer: nobody can tell. */
    public static boolean isUnanswered(Throwable fault) {
        return fault instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT;
    }

    private static DeliveryOptions options(boolean local) {
        return new DeliveryOptions()
                .setCodecName(MessageCodec.NAME)
                .setLocalOnly(local)
                .setSendTimeout(ANSWER_WITHIN.toMillis());
    }
}
