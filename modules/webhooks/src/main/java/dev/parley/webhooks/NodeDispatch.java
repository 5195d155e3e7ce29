package dev.parley.webhooks;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.FromOutbox;
import dev.parley.bus.Message.ToOutbox;
import dev.parley.bus.NodeId;
import dev.parley.bus.Outbox;
import dev.parley.bus.Outbox.Destination;
import dev.parley.bus.Outbox.Parcel;
import dev.parley.bus.Outbox.Verdict;
import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.Tell.Patience;
import dev.parley.cluster.Membership;
import dev.parley.store.webhooks.StoredDelivery;
import dev.parley.store.webhooks.StoredDelivery.Target;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What this node does of the outbox itself, and what it has other nodes do. Owned by the verticle's context. */
final class NodeDispatch implements Dispatch {

    private static final int MOST_IDS = 500;
    private static final long REFRESH_MILLIS = 2_000;

    /** This node's share. */
    interface Share {

        Future<List<Verdict>> append(List<Draft> drafts);

        Future<Outbox.Replayed> replay(int partition, List<String> ids);

        void discard(Recipient to, boolean forget);

        /** Reads the endpoints again. */
        Future<Void> refresh();

        /** Looks who owns what. */
        void look();

        Optional<String> owner(int partition);
    }

    private final NodeId self;
    private final Membership membership;
    private final Bus bus;
    private final Share share;
    private final Consignor consignor;

    NodeDispatch(NodeId self, Membership membership, Bus bus, Share share, Consignor consignor) {
        this.self = self;
        this.membership = membership;
        this.bus = bus;
        this.share = share;
        this.consignor = consignor;
    }

    @Override
    public Future<Boolean> store(List<Draft> drafts, Patience patience) {
        return consignor.store(drafts, patience, () -> {});
    }

    @Override
    public Future<Integer> replay(List<StoredDelivery> settled) {
        Map<Integer, List<String>> partitions = new LinkedHashMap<>();
        settled.forEach(each -> partitions
                .computeIfAbsent(each.partition(), number -> new ArrayList<>())
                .add(each.id()));
        Future<Integer> done = Future.succeededFuture(0);
        for (var each : partitions.entrySet()) {
            List<String> ids = each.getValue();
            for (int from = 0; from < ids.size(); from += MOST_IDS) {
                List<String> some = ids.subList(from, Math.min(ids.size(), from + MOST_IDS));
                done = done.compose(before -> replay(each.getKey(), some).map(more -> before + more));
            }
        }
        return done;
    }

    private Future<Integer> replay(int partition, List<String> ids) {
        Optional<String> owner = share.owner(partition);
        if (owner.isEmpty()) return Future.failedFuture("nobody owns partition " + partition);
        Future<Outbox.Replayed> answer = owner.get().equals(self.value())
                ? share.replay(partition, ids)
                : bus.ask(Addresses.node(new NodeId(owner.get())), new Outbox.Replay(partition, ids));
        return answer.compose(replayed -> replayed.mine()
                ? Future.succeededFuture(replayed.deliveries())
                : Future.failedFuture("partition " + partition + " could not be added to"));
    }

    /** A node that does not answer looks by itself before long. */
    @Override
    public Future<Void> refresh() {
        return Future.join(membership.others().stream()
                        .map(node -> bus.ask(Addresses.node(node), new Outbox.Refresh()))
                        .toList())
                .timeout(REFRESH_MILLIS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .mapEmpty();
    }

    @Override
    public Future<Void> bury(String app, String endpoint) {
        return discard(app, endpoint, false);
    }

    @Override
    public Future<Void> drop(String app, String endpoint) {
        return discard(app, endpoint, true);
    }

    /** A node that does not answer finds out itself when the next attempt is due. */
    private Future<Void> discard(String app, String endpoint, boolean forget) {
        share.discard(new Recipient(app, endpoint), forget);
        return Future.join(membership.others().stream()
                        .map(node -> bus.ask(Addresses.node(node), new Outbox.Discard(app, endpoint, forget)))
                        .toList())
                .otherwiseEmpty()
                .mapEmpty();
    }

    /** Tells the other nodes that owners have changed; one that does not hear it looks within a lease. */
    void changed() {
        for (NodeId node : membership.others()) {
            var unused = bus.ask(Addresses.node(node), new Outbox.Changed());
        }
    }

    /** Has a node store deliveries. */
    Future<List<Verdict>> send(String node, List<Draft> drafts) {
        if (node.equals(self.value())) return share.append(drafts);
        var consignment =
                new Outbox.Consignment(drafts.stream().map(NodeDispatch::parcel).toList());
        return bus.ask(Addresses.node(new NodeId(node)), consignment).map(Outbox.Consigned::verdicts);
    }

    /** What another node asks. */
    Future<? extends FromOutbox> answer(ToOutbox<?> asked) {
        return switch (asked) {
            case Outbox.Consignment(List<Parcel> parcels) ->
                share.append(parcels.stream().map(NodeDispatch::draft).toList()).map(Outbox.Consigned::new);
            case Outbox.Replay(int partition, List<String> ids) -> share.replay(partition, ids);
            case Outbox.Discard(String app, String endpoint, boolean forget) -> {
                share.discard(new Recipient(app, endpoint), forget);
                yield Future.succeededFuture(new Outbox.Heard());
            }
            case Outbox.Refresh() -> share.refresh().otherwiseEmpty().map(known -> new Outbox.Heard());
            case Outbox.Changed() -> {
                share.look();
                yield Future.succeededFuture(new Outbox.Heard());
            }
        };
    }

    private static Parcel parcel(Draft draft) {
        return new Parcel(
                draft.id(),
                draft.app(),
                draft.endpoint(),
                draft.lane(),
                draft.target()
                        .map(to -> new Destination(
                                to.url(), to.trusted(), to.form().name())),
                draft.type(),
                draft.at(),
                draft.body(),
                draft.trace());
    }

    private static Draft draft(Parcel parcel) {
        return new Draft(
                parcel.id(),
                parcel.app(),
                parcel.endpoint(),
                parcel.lane(),
                parcel.to().map(to -> new Target(to.url(), to.trusted(), Callback.Form.valueOf(to.form()))),
                parcel.type(),
                parcel.at(),
                parcel.body(),
                parcel.trace());
    }
}
