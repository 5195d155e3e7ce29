package dev.parley.sockets.engine;

import dev.parley.bus.NodeId;
import dev.parley.cluster.Membership;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Session ids: 120 random bits that nobody can guess, and behind them a mark of the node that has the session, so that any
 * node knows whom to ask (promise P11). Safe on every thread.
 */
final class SessionIds {

    private static final int SECRET = 20;
    private static final int MARK = 6;
    private static final int ALIAS = 12;

    private final NodeId self;
    private final Membership membership;
    private final Map<NodeId, String> marks = new ConcurrentHashMap<>();

    SessionIds(NodeId self, Membership membership) {
        this.self = self;
        this.membership = membership;
    }

    String next() {
        return RandomId.next() + mark(self);
    }

    /** Which other node of the cluster has the session, if it is still there. */
    Optional<NodeId> ownerElsewhere(String sid) {
        if (sid.length() != SECRET + MARK) return Optional.empty();
        return membership.others().stream()
                .filter(node -> sid.endsWith(mark(node)))
                .findFirst();
    }

    /** It is not the id: that one names the node to its operators. */
    private String mark(NodeId node) {
        return marks.computeIfAbsent(node, each -> digest(each.value()).substring(0, MARK));
    }

    /** What a session may be called before others. */
    static String alias(String sid) {
        return digest(sid).substring(0, ALIAS);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void forget(NodeId node) {
        marks.remove(node);
    }
}
