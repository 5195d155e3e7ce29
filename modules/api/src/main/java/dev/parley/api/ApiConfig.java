package dev.parley.api;

import java.util.List;

/**
 * The HTTP API for backends.
 *
 * @param keys API keys, any of which opens the API; kept as digests only
 * @param maxBody bytes of a request body
 * @param maxTargets names in each list of an emit
 */
public record ApiConfig(List<ApiKey> keys, int maxBody, int maxTargets) {

    public ApiConfig {
        keys = List.copyOf(keys);
    }
}
