package dev.parley.client;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Events of a marketplace, for clients of the profile {@code marketplace}: what happens to a service, a booking or a
 * payment is told to the rooms {@code user:...} and {@code vendor:...} of those whom it concerns. Immutable.
 *
 * {@snippet file="MarketplaceExample.java" region="marketplace"}
 *
 * <p>A service, booking or payment is a map of its fields, as {@link Json#of} takes them, and goes to the clients whole.
 * Those that an event needs are named with it; {@link IllegalArgumentException} says which is not there.
 */
public final class Marketplace {

    private final Emitter everyone;
    private final Clock clock;
    private final Optional<Json> actor;

    Marketplace(Emitter everyone, Clock clock, Optional<Json> actor) {
        this.everyone = everyone;
        this.clock = clock;
        this.actor = actor;
    }

    /**
     * The same, told as the doing of somebody.
     *
     * @param who such as {@code Map.of("id", "7", "role", "vendor")}; it is the {@code actor} of the events
     */
    public Marketplace actor(Map<String, ?> who) {
        return new Marketplace(everyone, clock, Optional.of(Json.of(who)));
    }

    /** What happens to services. */
    public ServiceEvents services() {
        return new ServiceEvents(this);
    }

    /** What happens to bookings. */
    public BookingEvents bookings() {
        return new BookingEvents(this);
    }

    /** What happens to payments. */
    public PaymentEvents payments() {
        return new PaymentEvents(this);
    }

    /** Begins a payload about a thing. */
    MarketplacePayload about(String kind, Map<String, ?> thing) {
        return new MarketplacePayload(everyone, clock, actor, kind, (Json.Obj) Json.of(thing));
    }
}
