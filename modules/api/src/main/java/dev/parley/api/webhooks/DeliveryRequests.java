package dev.parley.api.webhooks;

import dev.parley.api.http.Parsed;
import dev.parley.api.http.Query;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.WebhookQuestion.ListDeliveries;
import dev.parley.bus.webhooks.WebhookQuestion.ReplaySince;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From parameters and bodies to questions about deliveries. */
final class DeliveryRequests {

    /** An id, or for a callback the origin of its address. */
    private static final int LONGEST_NAME = 300;

    private static final Set<DeliveryState> SETTLED = Set.of(DeliveryState.DEAD, DeliveryState.DELIVERED);

    private DeliveryRequests() {}

    /** The parameter {@code state}: some, with commas in between; none is all. */
    static Set<DeliveryState> states(Members query) {
        return query.text("state", "some of pending, delivered and dead, with commas in between", text -> {
                    List<Optional<DeliveryState>> states = Arrays.stream(text.split(",", -1))
                            .map(DeliveryState::of)
                            .toList();
                    return states.contains(Optional.<DeliveryState>empty())
                            ? Optional.empty()
                            : Optional.of(
                                    states.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
                })
                .orElse(Set.of());
    }

    /** {@code endpoint}, {@code before} and {@code limit}. */
    static ListDeliveries list(String app, Members query, Set<DeliveryState> states, int maxPage) {
        Optional<String> endpoint = query.string("endpoint", LONGEST_NAME);
        Optional<String> before = query.string("before", LONGEST_NAME);
        return new ListDeliveries(app, endpoint, states, before, Query.limit(query, maxPage));
    }

    /** {@code {since, states?}}. */
    static Parsed<ReplaySince> replay(String app, String endpoint, RawJson body) {
        Members members = Members.of(body);
        members.require("since");
        Optional<Instant> since = members.time("since", "a time such as 2030-01-31T12:00:00Z", any -> true);
        Set<DeliveryState> states = members.list(
                        "states",
                        SETTLED.size(),
                        "one of dead and delivered",
                        text -> DeliveryState.of(text).filter(SETTLED::contains))
                .map(Set::copyOf)
                .orElse(Set.of(DeliveryState.DEAD));
        return Parsed.of(members, () -> new ReplaySince(app, endpoint, since.orElseThrow(), states));
    }
}
