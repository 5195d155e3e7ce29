package dev.parley.bus.webhooks;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What changes of an {@link EndpointSettings}; what is not given stays. It is applied to what is stored, so that of changes
 * of different parts none is lost.
 */
public record EndpointPatch(
        Optional<URI> url, Optional<Set<Activity.Type>> events, Optional<Integer> batch, Optional<String> description) {

    public EndpointPatch {
        events = events.map(Set::copyOf);
    }

    public EndpointSettings applyTo(EndpointSettings before) {
        return new EndpointSettings(
                url.orElse(before.url()),
                events.orElse(before.events()),
                batch.orElse(before.batch()),
                description.orElse(before.description()));
    }

    /** Without the address, in which receivers hide tokens. */
    @Override
    public String toString() {
        return "EndpointPatch[events=" + events + ", batch=" + batch + "]";
    }
}
