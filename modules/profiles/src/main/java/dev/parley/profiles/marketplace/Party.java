package dev.parley.profiles.marketplace;

import dev.parley.bus.Identity;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who a client is.
 *
 * @param user nothing for one that need not say
 * @param vendor whom it sells as, if it does
 * @param token by which it says so
 */
record Party(Optional<String> user, Optional<String> vendor, Optional<String> token) {

    /** One that shows nothing. */
    static final Party NOBODY = new Party(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whoever shows no token to a server that is being developed. */
    static final Party DEVELOPER = new Party(Optional.of("dev-user"), Optional.empty(), Optional.empty());

    private static final String VENDOR = "vendor";

    /** A vendor has an id of its own in claim {@code vendorId}; or it is a user whose {@code role}, or type, says so. */
    static Party of(Identity identity, String token) {
        RawJson claims = identity.claims();
        boolean sells = Stream.of("role", "userType")
                .anyMatch(claim -> claims.member(claim)
                        .flatMap(RawJson::asString)
                        .filter(VENDOR::equalsIgnoreCase)
                        .isPresent());
        Optional<String> vendor = claims.member("vendorId")
                .flatMap(PartyRoom::id)
                .or(() -> Optional.of(identity.user()).filter(user -> sells));
        return new Party(Optional.of(identity.user()), vendor, Optional.of(token));
    }

    boolean owns(PartyRoom room) {
        return owned().anyMatch(room::equals);
    }

    /** Its own rooms. */
    Set<Target> rooms() {
        return owned().map(PartyRoom::target).collect(Collectors.toSet());
    }

    private Stream<PartyRoom> owned() {
        return Stream.concat(
                user.map(id -> new PartyRoom(PartyRoom.Kind.USER, id)).stream(),
                vendor.map(id -> new PartyRoom(PartyRoom.Kind.VENDOR, id)).stream());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Party[" + user + ", " + vendor + "]";
    }
}
