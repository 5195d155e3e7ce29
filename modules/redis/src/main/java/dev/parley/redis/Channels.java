package dev.parley.redis;

import java.util.List;
import java.util.Optional;

/**
 * The names of the adapter's channels: {@code <prefix>#<namespace>#} and {@code <prefix>#<namespace>#<room>#} carry events,
 * {@code <prefix>-request#<namespace>#} carries requests. Immutable.
 *
 * <p>All namespaces come by one pattern. With one for each, a message would come twice where two of them match.
 */
record Channels(String prefix) {

    /** What a message on a channel is. */
    enum Kind {
        EVENT,
        REQUEST
    }

    /** A channel.
     *
     * @param rest what follows the kind's own part of the name: a namespace and a {@code #}, and maybe more
     */
    record Channel(Kind kind, String rest) {

        /** Whether it is one of this namespace: a namespace, and a room, may have a {@code #} themselves. */
        boolean isOf(String namespace) {
            return rest.startsWith(namespace + "#");
        }

        /** Its namespace, where it is the channel of a whole one. */
        Optional<String> namespace() {
            return rest.endsWith("#") ? Optional.of(rest.substring(0, rest.length() - 1)) : Optional.empty();
        }
    }

    /** What to subscribe to. */
    List<String> patterns() {
        return List.of(literal(events()) + "*", literal(requests()) + "*");
    }

    private String events() {
        return prefix + "#";
    }

    private String requests() {
        return prefix + "-request#";
    }

    Optional<Channel> parse(String name) {
        if (name.startsWith(requests())) return Optional.of(new Channel(Kind.REQUEST, rest(name, requests())));
        if (name.startsWith(events())) return Optional.of(new Channel(Kind.EVENT, rest(name, events())));
        return Optional.empty();
    }

    private static String rest(String name, String before) {
        return name.substring(before.length());
    }

    /** A text as a pattern that only it matches. */
    private static String literal(String text) {
        return text.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0");
    }
}
