package dev.parley.webhooks;

import dev.parley.bus.Message.Activity;
import java.time.Instant;
import java.util.Optional;

/**
 * Where deliveries wait, in lanes. Called on the context of one WebhookVerticle only, which is a virtual thread: a
 * method may await its store, and others may then be called meanwhile.
 *
 * <p>In a lane deliveries are handed out in the order in which they were accepted, and none before the one ahead of it
 * is settled.
 *
 * <p>Not promised: any order between lanes; exactly once, for what was handed out when a process ended may be handed
 * out again; and that an accepted delivery outlives the process, which is for the implementation to say.
 */
interface Outbox {

    /** Takes an activity in; nothing when there is no room, and then nothing was kept. */
    Optional<Delivery> accept(Activity activity);

    /** Hands out a delivery that may be attempted now. It must then be either settled or postponed. */
    Optional<Delivery> next(Instant now);

    /** A delivery that was handed out is over, made or given up. */
    void settle(Delivery delivery);

    /** A delivery that was handed out is to be tried again, not before an instant. Its lane waits with it. */
    void postpone(Delivery delivery, Instant until);

    /** When {@link #next} is worth asking although nothing was accepted or settled; nothing when only that can help. */
    Optional<Instant> due();
}
