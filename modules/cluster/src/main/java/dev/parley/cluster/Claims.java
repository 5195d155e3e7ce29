package dev.parley.cluster;

import io.vertx.core.Future;
import java.time.Duration;

/** Names that are claimed once in the whole cluster, such as the id of a token that may be used once. */
public interface Claims {

    /**
     * Claims a name, if nobody has.
     *
     * @param forHowLong after it the name may be claimed again
     * @return true to exactly one of all claimants; fails when the cluster cannot decide
     */
    Future<Boolean> claim(String name, Duration forHowLong);
}
