package dev.parley.bus;

import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.LogMessage.ToLog;
import dev.parley.bus.Message.DrainNotice;
import dev.parley.bus.Message.DrainOrder;
import dev.parley.bus.Message.Headcount;
import dev.parley.bus.Message.InOrder;
import dev.parley.bus.Message.InquiryReply;
import dev.parley.bus.Message.Interest;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.Question;
import dev.parley.bus.Message.Remote;
import dev.parley.bus.Message.ReportRequest;
import dev.parley.bus.Message.Revoke;
import dev.parley.bus.Message.Revoked;
import dev.parley.bus.Message.ToChat;
import dev.parley.bus.Message.ToOutbox;
import dev.parley.bus.Message.ToWebhooks;
import dev.parley.bus.Message.TrailOrdered;
import dev.parley.bus.Message.TrailTold;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.Message.VerifyJoin;

/**
 * All addresses. Other nodes reach a node by exactly one, {@link #node}: subscriptions in the cluster are the weak point
 * of a clustered event bus, so their number is the number of nodes, never of rooms or sockets. The rest stay on the node.
 */
public final class Addresses {

    private Addresses() {}

    /** FanoutVerticle: delivers to this node's sockets. */
    public static final Address<InOrder> FANOUT = local("fanout");

    /** Whoever keeps this node's open inquiries. */
    public static final Address<InquiryReply> INQUIRIES = local("inquiries");

    /** Whoever keeps this node's open requests to sockets. */
    public static final Address<SocketReply> SOCKET_REPLIES = local("sockets.replies");

    /** RelayVerticle: sessions whose clients came to another node, and clients whose sessions are on another node. */
    public static final Address<Relay> RELAY = local("relay");

    /** CensusVerticle: what other nodes count. */
    public static final Address<Census> CENSUS = local("census");

    /** Whoever lets this node's clients go: other nodes ask for it. */
    public static final Address<DrainOrder> DRAIN = local("drain");

    /** Whoever keeps count of the cluster's nodes: which of them are about to leave. */
    public static final Address<DrainNotice> DEPARTURES = local("departures");

    /** Whoever watches over this node: other nodes ask how it is. */
    public static final Address<ReportRequest> REPORTS = local("reports");

    /** TrailVerticle: what is to be watched here. */
    public static final Address<TrailOrdered> WATCHED = local("watched");

    /** Whoever keeps this node's watches: what nodes have seen. */
    public static final Address<TrailTold> WATCHERS = local("watchers");

    /** The room directory's keeper. */
    public static final Address<Interest> INTEREST = local("interest");

    /** The room directory's keeper: what other nodes count at places. */
    public static final Address<Headcount> HEADCOUNT = local("headcount");

    /** LogVerticle: what others want to know of the logs that this node holds. */
    public static final Address<ToLog> LOG = local("log");

    /** LogVerticle: the copies that this node keeps for others. */
    public static final Address<LogCopy> LOG_COPIES = local("log.copies");

    /** TokenVerticle. */
    public static final Address<VerifyJoin> VERIFY_JOIN = local("tokens.verify-join");

    /** TokenVerticle. */
    public static final Address<VerifyConnect> VERIFY_CONNECT = local("tokens.verify-connect");

    /** TokenVerticle. */
    public static final Address<Question<MintDecision>> MINT = local("tokens.mint");

    /** TokenVerticle. */
    public static final Address<Revoke> REVOKE = local("tokens.revoke");

    /** FanoutVerticle: ends this node's sockets that live by such a token. */
    public static final Address<Revoked> REVOKED = local("sockets.revoked");

    /** ChatVerticle; {@link dev.parley.bus.chat.Chat} asks it. */
    public static final Address<ToChat<?>> CHAT = local("chat");

    /** WebhookVerticle; {@link dev.parley.bus.webhooks.Webhooks} asks it. */
    public static final Address<ToWebhooks<?>> WEBHOOKS = local("webhooks");

    /** WebhookVerticle: what other nodes want of this one's share of the outbox. */
    public static final Address<ToOutbox<?>> OUTBOX = local("outbox");

    /** The one address of a node in the cluster. */
    public static Address<Remote> node(NodeId node) {
        return new Address<>("parley.node." + node.value(), true);
    }

    private static <M extends Message> Address<M> local(String name) {
        return new Address<>("parley." + name, false);
    }
}
