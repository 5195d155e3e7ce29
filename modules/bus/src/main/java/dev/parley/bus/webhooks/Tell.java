package dev.parley.bus.webhooks;

import dev.parley.bus.Message;
import java.util.List;
import java.util.Optional;

/**
 * Tells backends, in this order. Answered with {@link Told} once it is stored for each endpoint that wants it.
 *
 * @param patience what is done while it cannot be stored
 * @param fulfils the socket whose {@link Will} this does; it is taken back once this is stored
 */
public record Tell(List<Notice> notices, Patience patience, Optional<String> fulfils)
        implements Message.ToWebhooks<Told> {

    public Tell {
        notices = List.copyOf(notices);
    }

    /** What whoever tells can do about it. */
    public enum Patience {
        /** It can still refuse what it was asked for: the answer is no before long, and nothing was kept. */
        REFUSE,
        /**
         * It has happened: it is kept in memory and tried again until it is stored, as long as the node lives. The answer
         * comes within some seconds all the same.
         */
        REMEMBER
    }
}
