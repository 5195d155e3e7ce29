package dev.parley.profiles.marketplace;

import java.time.Duration;
import java.util.List;

/**
 * The rules of the {@code marketplace} profile.
 *
 * @param auth whether clients need a token
 * @param devUser whether whoever shows no token is the user {@code dev-user}
 * @param membership who may join a conversation
 * @param typingTimeout how long somebody is typing who does not say so again
 * @param origins whose pages may connect to its namespaces, where that is fewer than may connect to the server; none means
 *     that it is not
 */
public record MarketplaceConfig(
        Auth auth, boolean devUser, Membership membership, Duration typingTimeout, List<String> origins) {

    public MarketplaceConfig {
        origins = List.copyOf(origins);
    }

    /** Whether clients need a token. */
    public enum Auth {
        /** They do. */
        REQUIRED,
        /** They do not; one without a token joins the room of any user or vendor. */
        OPTIONAL
    }

    /** Who may join a conversation. */
    public sealed interface Membership {

        /** The members of the chat room whose id is the conversation's. */
        record Members() implements Membership {}

        /**
         * Whoever the app's backend shows the conversation to.
         *
         * @param url with {@link #ID} where the conversation's id belongs
         * @param timeout of an answer
         * @param open how many questions may be under way at a node; others wait, within their timeout
         */
        record Backend(String url, Duration timeout, int open) implements Membership {

            public static final String ID = "{conversationId}";

            /** Without the address, which may have a token in it. */
            @Override
            public String toString() {
                return "Backend[" + timeout + ", " + open + "]";
            }
        }

        /** Everybody who is connected, as it was with the original. */
        record Anybody() implements Membership {}
    }
}
