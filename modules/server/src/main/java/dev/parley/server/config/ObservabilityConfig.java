package dev.parley.server.config;

import dev.parley.api.management.ManagementConfig;
import java.net.URI;
import java.util.Optional;

/**
 * What a node shows of itself to those who run it.
 *
 * @param management where they ask it, if there is such a listener
 * @param maxApps how many apps have series of their own
 * @param tracing where spans go, if they go anywhere
 */
public record ObservabilityConfig(Optional<ManagementConfig> management, int maxApps, Optional<TracingConfig> tracing) {

    /**
     * Where spans go.
     *
     * @param endpoint takes OTLP over HTTP
     * @param sample the share of traces that begin here and are kept, from 0 to 1
     */
    public record TracingConfig(URI endpoint, double sample) {}
}
