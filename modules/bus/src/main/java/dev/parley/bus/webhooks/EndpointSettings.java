package dev.parley.bus.webhooks;

import java.net.URI;
import java.util.Set;

/**
 * The part of an {@link Endpoint} that its owner writes.
 *
 * @param events the types that it is told of; none is all
 * @param batch how many activities of one lane that wait together may come in one request, as {@code
 *     {"type":"batch","timestamp","data":[{"id","type","timestamp","data"}...]}}; 1 is each in its own
 * @param description for people
 */
public record EndpointSettings(URI url, Set<Activity.Type> events, int batch, String description) {

    public EndpointSettings {
        events = Set.copyOf(events);
    }

    public boolean wants(Activity.Type type) {
        return events.isEmpty() || events.contains(type);
    }
}
