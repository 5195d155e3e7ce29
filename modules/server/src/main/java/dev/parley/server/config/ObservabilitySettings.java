package dev.parley.server.config;

import static dev.parley.server.config.Kind.number;

import dev.parley.api.management.ManagementConfig;
import dev.parley.server.config.ObservabilityConfig.TracingConfig;
import java.util.Optional;

/**
 * Reads what those who run a node see of it. Owned by the thread that loads the configuration.
 *
 * @param port that clients connect to
 */
record ObservabilitySettings(Settings settings, int port) {

    ObservabilityConfig read() {
        return new ObservabilityConfig(management(), settings.one("metrics.max-apps", number(1, 10_000)), tracing());
    }

    private Optional<ManagementConfig> management() {
        String host = settings.one("management.host", Kinds.HOST_NAME);
        Optional<Integer> own = settings.maybe("management.port", number(1, 65_535));
        if (own.filter(each -> each == port).isPresent()) {
            settings.refuse(
                    "management.port",
                    "is listen.port too, where everybody connects",
                    "take another one, such as 9100, that only you reach");
        }
        return own.map(each -> new ManagementConfig(host, each));
    }

    private Optional<TracingConfig> tracing() {
        double sample = settings.one("tracing.sample", Kinds.SHARE);
        return settings.maybe("tracing.endpoint", Kinds.COLLECTOR_URL).map(url -> new TracingConfig(url, sample));
    }
}
