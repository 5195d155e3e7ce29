package dev.parley.bus;

import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is said on the event bus. All messages are immutable values; one that stays on its node is handed over
 * as it is, one that crosses to another node goes through {@link MessageCodec}.
 */
public sealed interface Message {

    /** A message that expects an answer of type {@code A}. */
    sealed interface Question<A extends Message> extends Message {}

    /** What may cross to another node. */
    sealed interface Remote extends Message
            permits InOrder,
                    InquiryReply,
                    SocketReply,
                    Interest,
                    Headcount,
                    Relay,
                    Census,
                    Drain,
                    Report,
                    LogMessage,
                    ToOutbox,
                    FromOutbox,
                    OnTrail,
                    Bundle {}

    // ---- Fan-out ----

    /** What reaches the sockets of a node in the order in which another one sent it. */
    sealed interface InOrder extends Remote permits Delivery, LogMessage.FromLog {}

    /** What goes to each node that has members of an audience, and to the sockets there, in the order of sending. */
    sealed interface Delivery extends InOrder permits Broadcast, Inquiry, SocketRequest {

        Audience audience();
    }

    /**
     * An event for an audience: from whoever accepted it to each node that has members, then to the sockets there.
     *
     * @param id names the event in answers, logs and traces
     * @param args a JSON array whose first element is the event's name
     * @param attachments binary arguments, referred to by placeholders in {@code args}
     * @param droppable a client that cannot take it at once goes without (Socket.IO's "volatile")
     * @param stamp its place in the log of the node that accepted it, if it is in one
     * @param passage goes along with the few that are timed or traced
     */
    record Broadcast(
            String id,
            Audience audience,
            RawJson args,
            List<byte[]> attachments,
            boolean droppable,
            Optional<Stamp> stamp,
            Optional<Passage> passage)
            implements Delivery {
        public Broadcast {
            attachments = List.copyOf(attachments);
        }

        /** An event as it is accepted. */
        public Broadcast(String id, Audience audience, RawJson args, List<byte[]> attachments, boolean droppable) {
            this(id, audience, args, attachments, droppable, Optional.empty(), Optional.empty());
        }

        /** The same event on its way to a node. */
        public Broadcast stamped(Stamp stamp) {
            return new Broadcast(id, audience, args, attachments, droppable, Optional.of(stamp), passage);
        }

        /** The same event, which is timed or traced. */
        public Broadcast with(Passage passage) {
            return new Broadcast(id, audience, args, attachments, droppable, stamp, Optional.of(passage));
        }
    }

    /**
     * An event that every socket of its audience is asked to answer. Each node that gets it owes one {@link Addressed},
     * and {@link Answers} as they come, until {@code within} is over.
     *
     * @param from who is told
     * @param number names the inquiry among those of {@code from}
     * @param maxBytes of answers that are of use to {@code from}
     */
    record Inquiry(NodeId from, long number, Broadcast event, Duration within, int maxBytes) implements Delivery {
        @Override
        public Audience audience() {
            return event.audience();
        }
    }

    /** What a node tells of an inquiry. Replies of one node may come in any order. */
    sealed interface InquiryReply extends Remote {

        NodeId by();

        /** The inquiry's number. */
        long number();
    }

    /** How many sockets of the audience are at this node; none if the last one has just left. */
    record Addressed(NodeId by, long number, int sockets) implements InquiryReply {}

    /**
     * What came of some of these sockets.
     *
     * @param withheld how many more have answered, with answers beyond the inquiry's {@code maxBytes}
     * @param silent how many will never answer, because they have gone, or were too slow for an event that may be dropped
     */
    record Answers(NodeId by, long number, List<Answer> answers, int withheld, int silent) implements InquiryReply {
        public Answers {
            answers = List.copyOf(answers);
        }
    }

    // ---- Nodes that let their clients go ----

    /** What nodes say to one another about one that lets its clients go. */
    sealed interface Drain extends Remote {}

    /** Asks a node to let its clients go. Answered once it has begun, or will not. */
    record DrainOrder() implements Drain, Question<DrainAnswer> {}

    /**
     * The answer.
     *
     * @param begun false where its clients would find no other node
     * @param connections which it has at this moment
     */
    record DrainAnswer(boolean begun, int connections) implements Drain {}

    /** A node lets its clients go, and may leave at any time: nobody is to miss it. */
    record DrainNotice(NodeId from) implements Drain {}

    // ---- How nodes are, for whoever looks at them ----

    /** What nodes say to one another about how they are. */
    sealed interface Report extends Remote {}

    /**
     * Asks a node how it is. Asked again and again while somebody looks at it, and never otherwise.
     *
     * @param after milliseconds since 1970: later samples are asked for; 0 for all that are kept
     */
    record ReportRequest(long after) implements Report, Question<NodeReport> {}

    /**
     * How a node is.
     *
     * @param about an object: what does not change from one second to the next
     * @param samples an array of numbers each, the oldest one first; {@code about} names what they are
     */
    record NodeReport(NodeId from, RawJson about, List<RawJson> samples) implements Report {
        public NodeReport {
            samples = List.copyOf(samples);
        }
    }

    // ---- Room directory: which node has members of what ----

    /** What nodes tell one another about the places they have members of. */
    sealed interface Interest extends Remote {}

    /** Asks a node for all its places and, from then on, for every change. Answered with {@link InterestSnapshot}. */
    record InterestHello(NodeId from) implements Interest, Question<InterestSnapshot> {}

    /** All places of a node.
     *
     * @param sequence the number of the last change that is contained
     */
    record InterestSnapshot(NodeId from, long sequence, List<Place> places) implements Interest {
        public InterestSnapshot {
            places = List.copyOf(places);
        }
    }

    /** One batch of changes. Answered once it is applied, which is what a join waits for (promise P1).
     *
     * @param sequence one more than the last batch on this link; a gap makes the receiver say hello again
     */
    record InterestDelta(NodeId from, long sequence, List<Place> entered, List<Place> left)
            implements Interest, Question<InterestApplied> {
        public InterestDelta {
            entered = List.copyOf(entered);
            left = List.copyOf(left);
        }
    }

    /** The answer to a delta.
     *
     * @param inStep false when the receiver noticed a gap and will say hello again
     * @param accepted the number of the last event that the receiver has accepted, read when the delta was applied: what it
     *     accepts later reaches the places that are in it
     */
    record InterestApplied(boolean inStep, long accepted) implements Interest {}

    // ---- Event logs: what is said is in LogMessage ----

    /** What is asked of whoever keeps the copy of a log. */
    sealed interface ToLogCopy extends Question<LogMessage.LogCopied> permits LogMessage.LogCopy {}

    // ---- How many sockets are at a place ----

    /**
     * How many sockets a node has at some places. Answered with how many the other one has there.
     *
     * @param number grows with everything that the node says of this: of two counts the one with the higher number holds
     */
    record Headcount(NodeId from, long number, List<Count> counts) implements Remote, Question<Headcount> {

        /** The sockets of one node at one place. */
        public record Count(Place place, int sockets) {}

        public Headcount {
            counts = List.copyOf(counts);
        }
    }

    // ---- Join tokens ----

    /**
     * May this socket join by this token?
     *
     * @param app that the socket belongs to
     * @param token as the client sent it
     * @param room the room the client named beside the token, if it did
     * @param user who the socket belongs to, if that is known
     * @param md5 whether a token that is signed by MD5 will do, even where the app accepts none
     */
    record VerifyJoin(
            String app,
            String token,
            @Nullable String room,
            String socket,
            @Nullable String user,
            boolean md5) implements Question<JoinDecision> {
        public VerifyJoin(String app, String token, @Nullable String room, String socket, @Nullable String user) {
            this(app, token, room, socket, user, false);
        }
    }

    /** The verifier's answer. */
    sealed interface JoinDecision extends Message {}

    /**
     * The token opens a room.
     *
     * @param user who the token says its bearer is
     * @param rights what the bearer may do there beyond receiving, such as {@code publish}
     * @param expires when the token would have ceased to open the room
     * @param data what the backend has given along
     */
    record JoinGranted(String room, @Nullable String user, Set<String> rights, Instant expires, Optional<RawJson> data)
            implements JoinDecision {
        public JoinGranted {
            rights = Set.copyOf(rights);
        }
    }

    /** It does not; nothing was changed.
     *
     * @param code stable, for programs
     * @param reason one sentence, for people
     */
    record JoinDenied(String code, String reason) implements JoinDecision {}

    // ---- Who a client is ----

    /**
     * Who is the bearer of this token?
     *
     * @param token as the client sent it
     * @param userClaim the claim that names the user in tokens of the app's issuers, where it is not the one that the app
     *     says
     */
    record VerifyConnect(AppNamespace at, String token, Optional<String> userClaim)
            implements Question<ConnectDecision> {
        public VerifyConnect(AppNamespace at, String token) {
            this(at, token, Optional.empty());
        }

        @Override
        public String toString() {
            return "VerifyConnect[" + at + "]";
        }
    }

    /** The verifier's answer. */
    sealed interface ConnectDecision extends Message {}

    record ConnectGranted(Identity identity) implements ConnectDecision {}

    /** The token says nothing that can be believed.
     *
     * @param code stable, for programs
     * @param reason one sentence, for people
     */
    record ConnectDenied(String code, String reason) implements ConnectDecision {}

    /** Makes a token that lets its bearer connect as a user of the app.
     *
     * @param claims an object; what the token says beyond that
     */
    record MintUserToken(String app, String user, Duration lifetime, RawJson claims)
            implements Question<MintDecision> {}

    /**
     * Makes a token that lets its bearer join a room.
     *
     * @param user who may use it; null for anybody
     * @param can what the bearer may do in the room beyond receiving
     * @param socket the one socket that may use it, if it is to be one
     * @param once whether it is good for one use
     * @param data given along, if there is any
     */
    record MintJoinToken(
            String app,
            String room,
            Duration lifetime,
            @Nullable String user,
            Set<String> can,
            @Nullable String socket,
            boolean once,
            @Nullable RawJson data)
            implements Question<MintDecision> {
        public MintJoinToken {
            can = Set.copyOf(can);
        }
    }

    /**
     * Makes a token as an issuer that the app trusts makes them, by the secret that it shares: for contracts in which this
     * server is the issuer.
     *
     * @param lifetime nothing for a token that does not expire
     * @param claims an object; what the token says beside {@code iat} and {@code exp}
     */
    record MintJwt(String app, RawJson claims, Optional<Duration> lifetime) implements Question<MintDecision> {
        @Override
        public String toString() {
            return "MintJwt[" + app + "]";
        }
    }

    sealed interface MintDecision extends Message {}

    /** A new token.
     *
     * @param id the token's own id, if it has one
     * @param expires {@link Instant#MAX} if it does not
     */
    record Minted(String token, @Nullable String id, Instant expires) implements MintDecision {
        @Override
        public String toString() {
            return "Minted[" + id + "]";
        }
    }

    /** There is no such token to be had; code and reason as in {@link ConnectDenied}. */
    record MintRefused(String code, String reason) implements MintDecision {}

    /** Makes tokens worthless, on all nodes. Answered with {@link Revoked} once the cluster keeps it. */
    record Revoke(Revocation revocation) implements Question<RevokeDecision> {}

    sealed interface RevokeDecision extends Message {}

    /** Tokens are worthless from now on: whoever is connected by one has to go. */
    record Revoked(Revocation revocation) implements RevokeDecision {}

    /** Nothing was revoked; code and reason as in {@link ConnectDenied}. */
    record RevokeRefused(String code, String reason) implements RevokeDecision {}

    // ---- Chat: what is asked and answered is in dev.parley.bus.chat ----

    /** What is asked of ChatVerticle. */
    non-sealed interface ToChat<A extends FromChat> extends Question<A> {}

    /** What it answers. */
    non-sealed interface FromChat extends Message {}

    // ---- What the application's backend hears of: what is said is in dev.parley.bus.webhooks ----

    /** What is said to WebhookVerticle. */
    non-sealed interface ToWebhooks<A extends FromWebhooks> extends Question<A> {}

    /** What it answers. */
    non-sealed interface FromWebhooks extends Message {}

    /** What is asked of another node about its share of the outbox. */
    sealed interface ToOutbox<A extends FromOutbox> extends Remote, Question<A>
            permits Outbox.Consignment, Outbox.Replay, Outbox.Discard, Outbox.Changed, Outbox.Refresh {}

    /** What it answers. */
    sealed interface FromOutbox extends Remote permits Outbox.Consigned, Outbox.Replayed, Outbox.Heard {}

    // ---- Sockets that somebody watches: what is said is in dev.parley.bus.trail, which writes and reads it ----

    /** What nodes say to one another about sockets that somebody watches. */
    sealed interface OnTrail extends Remote {}

    /** To a node that is watched: a {@code TrailOrder}. */
    record TrailOrdered(byte[] order) implements OnTrail {}

    /**
     * To a node that watches: an {@code Observation}.
     *
     * @param watch its number among those of that node
     */
    record TrailTold(long watch, byte[] observation) implements OnTrail {}
}
