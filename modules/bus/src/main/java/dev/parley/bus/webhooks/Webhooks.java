package dev.parley.bus.webhooks;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.webhooks.Tell.Patience;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The way to this node's WebhookVerticle. Safe on every thread; an answer comes back to the context that asked. */
public final class Webhooks {

    private final Bus bus;
    private final Subscriptions subscriptions;

    public Webhooks(Bus bus, Subscriptions subscriptions) {
        this.bus = bus;
        this.subscriptions = subscriptions;
    }

    /** Whether it makes a difference to tell such an activity. Whoever makes one at some cost asks first. */
    public boolean wants(String app, Activity.Type type) {
        return subscriptions.wants(app, type);
    }

    /**
     * Tells before something counts as done.
     *
     * @return whether that may go on: it is stored, or nobody wants it. Does not fail
     */
    public Future<Boolean> tell(Notice notice) {
        return isWanted(notice) ? tell(List.of(notice)) : Future.succeededFuture(true);
    }

    /** The same of several things, in this order: all or none of them may go on. */
    public Future<Boolean> tell(List<? extends Notice> notices) {
        List<Notice> wanted = wanted(notices);
        if (wanted.isEmpty()) return Future.succeededFuture(true);
        return ask(new Tell(wanted, Patience.REFUSE, Optional.empty()));
    }

    /**
     * Tells of what has happened and can be refused no more.
     *
     * @return whether it is stored, or nobody wants it; if not, it is tried further. Does not fail
     */
    public Future<Boolean> report(Notice notice) {
        return isWanted(notice) ? report(List.of(notice), Optional.empty()) : Future.succeededFuture(true);
    }

    /**
     * The same of several things, in this order.
     *
     * @param fulfils the socket whose will that does
     */
    public Future<Boolean> report(List<Notice> notices, Optional<String> fulfils) {
        List<Notice> wanted = wanted(notices);
        if (wanted.isEmpty() && fulfils.isEmpty()) return Future.succeededFuture(true);
        return ask(new Tell(wanted, Patience.REMEMBER, fulfils));
    }

    /**
     * Says what other nodes are to tell for a socket should this node die. Done when that is stored, or is tried further; does
     * not fail.
     */
    public Future<Boolean> will(String socket, List<Notice> notices) {
        return bus.ask(Addresses.WEBHOOKS, new Will(socket, notices))
                .map(Told::stored)
                .otherwise(false);
    }

    /**
     * Asks about endpoints and deliveries. What changes something is durable when the answer comes.
     *
     * @return does not fail: whoever gets no answer is refused with {@link WebhookFault#UNAVAILABLE}
     */
    public <T> Future<WebhookAnswer<T>> ask(WebhookQuestion<T> question) {
        return bus.<WebhookAnswer<T>, WebhookQuestion<T>>ask(Addresses.WEBHOOKS, question)
                .otherwise(lost -> WebhookAnswer.refused(WebhookFault.UNAVAILABLE));
    }

    private Future<Boolean> ask(Tell tell) {
        return bus.ask(Addresses.WEBHOOKS, tell).map(Told::stored).otherwise(false);
    }

    private List<Notice> wanted(List<? extends Notice> notices) {
        return notices.stream().<Notice>map(each -> each).filter(this::isWanted).toList();
    }

    private boolean isWanted(Notice notice) {
        return switch (notice) {
            case Activity activity -> subscriptions.wants(activity.app(), activity.type());
            case Callback always -> true;
        };
    }
}
