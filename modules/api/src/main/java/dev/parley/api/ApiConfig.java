package dev.parley.api;

import dev.parley.cluster.InquiryLimits;
import java.util.List;

/**
 * The HTTP API for backends.
 *
 * @param keys API keys, any of which opens the API; kept as digests only
 * @param maxBody bytes of a request body
 * @param maxTargets names in each list of an emit
 * @param acks what emits that ask for acknowledgements may cost
 */
public record ApiConfig(List<ApiKey> keys, int maxBody, int maxTargets, InquiryLimits acks) {

    public ApiConfig {
        keys = List.copyOf(keys);
    }
}
