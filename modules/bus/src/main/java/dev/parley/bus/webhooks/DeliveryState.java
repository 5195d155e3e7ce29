package dev.parley.bus.webhooks;

import java.util.Locale;
import java.util.Optional;

/** How far a delivery is. */
public enum DeliveryState {
    /** Waits for its first or next attempt. */
    PENDING,
    /** The receiver has it. */
    DELIVERED,
    /** Given up; it can be replayed. */
    DEAD;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeliveryState> of(String text) {
        for (DeliveryState state : values()) {
            if (state.text().equals(text)) return Optional.of(state);
        }
        return Optional.empty();
    }
}
