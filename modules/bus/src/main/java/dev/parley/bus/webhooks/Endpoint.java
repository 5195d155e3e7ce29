package dev.parley.bus.webhooks;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an app is told of its activities. Immutable.
 *
 * @param id {@code ep_} and what nobody can guess; {@link #CONFIGURED} for the one in the configuration
 * @param secrets that sign what it is sent, the current one first; a previous one signs too until its end
 * @param signingKey signs by ed25519 ({@code v1a}) beside that, if it asked for that
 * @param disabled why it gets nothing any more
 * @param failingSince the first of the failures that no success has followed yet
 */
public record Endpoint(
        String id,
        String app,
        EndpointSettings settings,
        List<EndpointSecret> secrets,
        Optional<EndpointKey> signingKey,
        Optional<Disabled> disabled,
        Optional<Instant> failingSince,
        Instant created) {

    /** The id of the endpoint that the configuration gives an app. */
    public static final String CONFIGURED = "configured";

    public Endpoint {
        secrets = List.copyOf(secrets);
    }

    /**
     * It gets nothing any more.
     *
     * @param why {@code gone} when it answered 410, {@code failing} when it failed for too long, {@code asked} when its owner
     *     wants it so
     */
    public record Disabled(Instant at, String why) {}

    public URI url() {
        return settings.url();
    }

    /** Whether it is to be told of such an activity. */
    public boolean wants(Activity.Type type) {
        return disabled.isEmpty() && settings.wants(type);
    }

    public boolean isConfigured() {
        return id.equals(CONFIGURED);
    }

    /** Without the secrets, and without the address, in which receivers hide tokens. */
    @Override
    public String toString() {
        return "Endpoint[" + id + " of " + app + "]";
    }
}
