package dev.parley.webhooks;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.Notice;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.webhooks.StoredDelivery.Target;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes deliveries out of what is told. Owned by the verticle's context. */
final class Drafts {

    private final EndpointTable endpoints;
    private final InstantSource clock;

    Drafts(EndpointTable endpoints, InstantSource clock) {
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /** One for each endpoint that wants it. */
    List<Draft> of(Notice notice) {
        return switch (notice) {
            case Activity activity -> of(activity);
            case Callback callback -> List.of(of(callback));
        };
    }

    private List<Draft> of(Activity activity) {
        List<Endpoint> wanting = endpoints.wanting(activity.app(), activity.type());
        if (wanting.isEmpty()) return List.of();
        RawJson body = activity.toJson();
        String lane = lane(activity.data());
        return wanting.stream()
                .map(endpoint -> draft(activity, endpoint, lane, body))
                .toList();
    }

    private Draft draft(Activity activity, Endpoint endpoint, String lane, RawJson body) {
        String type = activity.type().wire();
        String id = activity.key()
                .map(key -> MessageIds.of(List.of(activity.app(), endpoint.id(), type, key)))
                .orElseGet(MessageIds::next);
        return new Draft(
                id,
                activity.app(),
                endpoint.id(),
                lane,
                Optional.empty(),
                type,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                body,
                activity.trace());
    }

    /** One contract may call the same address in two forms, by the same key. */
    private Draft of(Callback callback) {
        String origin = origin(callback.url());
        String form = callback.form().name();
        String url = callback.url().toString();
        String id = callback.key()
                .map(key -> MessageIds.of(List.of(callback.app(), origin, callback.type(), key, form, url)))
                .orElseGet(MessageIds::next);
        return new Draft(
                id,
                callback.app(),
                origin,
                callback.lane(),
                Optional.of(new Target(callback.url(), callback.trusted(), callback.form())),
                callback.type(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                callback.body(),
                Optional.empty());
    }

    private static String origin(URI url) {
        String host = String.valueOf(url.getHost());
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return (url.getScheme() + "://" + host + port).toLowerCase(Locale.ROOT);
    }

    /** What concerns one socket stays in order, else what concerns one room or user; the rest shares a lane. */
    private static String lane(RawJson data) {
        Map<String, RawJson> members = data.members();
        for (String key : List.of("socket", "room", "user")) {
            RawJson value = members.getOrDefault(key, RawJson.NULL);
            if (!value.isNull()) return key + value;
        }
        return "";
    }
}
