package dev.parley.api.access;

import dev.parley.apps.Apps.Caller;
import dev.parley.apps.Limit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How many requests a node takes: of each API key, and of each address without one. Safe on every thread. */
final class RequestLimits {

    private static final int REMEMBERED = 10_000;

    /** Far more than somebody who mistypes a key, and far too few to find one. */
    private static final int FAILURES_PER_SECOND = 20;

    /** In the place of an app; no app has such an id. */
    private static final String NO_APP = "?";

    private record KeyOfApp(String app, String key) {}

    private final Buckets<KeyOfApp> keys;
    private final Buckets<String> addresses;
    private final MeterRegistry meters;

    /** @param standard the id of the configured app */
    RequestLimits(String standard, LongSupplier nanoTime, MeterRegistry meters) {
        this.keys = new Buckets<>(REMEMBERED, nanoTime);
        this.addresses = new Buckets<>(REMEMBERED, nanoTime);
        this.meters = meters;
        // There from the start, so that the first one is seen as an increase.
        for (String each : List.of(standard, NO_APP)) limited(each);
    }

    /** A request by a key. Nothing if it may go on, else how long to wait. */
    Optional<Duration> request(Caller caller) {
        String app = caller.app().id();
        int perSecond = caller.app().limits().of(Limit.REQUESTS_PER_SECOND);
        return counted(app, keys.take(new KeyOfApp(app, caller.key().id()), perSecond));
    }

    /** A request without a key that is good. Nothing if it may be told so, else how long to wait. */
    Optional<Duration> failure(String address) {
        return counted(NO_APP, addresses.take(address, FAILURES_PER_SECOND));
    }

    private Optional<Duration> counted(String app, Optional<Duration> wait) {
        if (wait.isPresent()) limited(app).increment();
        return wait;
    }

    private Counter limited(String app) {
        return Counter.builder("parley.http.limited")
                .description("Requests that came too fast; those without a good key under \"" + NO_APP + "\"")
                .tag("app", app)
                .register(meters);
    }
}
