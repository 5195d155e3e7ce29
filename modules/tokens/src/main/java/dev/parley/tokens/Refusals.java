package dev.parley.tokens;

import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.JoinDenied;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Counts tokens that were refused, by the code that their bearers are told. Safe on every thread. */
final class Refusals {

    private final Map<String, Counter> connects = new HashMap<>();
    private final Map<String, Counter> joins = new HashMap<>();

    Refusals(MeterRegistry meters) {
        // There from the start, so that the first one is seen as an increase.
        for (TokenDenial each : TokenDenial.values()) {
            String code = each.denied().code();
            connects.put(code, counter("connect", code, meters));
            joins.put(code, counter("join", code, meters));
        }
    }

    private static Counter counter(String to, String reason, MeterRegistry meters) {
        return Counter.builder("parley.tokens.refused")
                .description("Tokens that were refused, by what they were to open and why they did not")
                .tag("to", to)
                .tag("reason", reason)
                .register(meters);
    }

    void count(ConnectDecision decision) {
        if (decision instanceof ConnectDenied denied)
            Objects.requireNonNull(connects.get(denied.code())).increment();
    }

    void count(JoinDecision decision) {
        if (decision instanceof JoinDenied denied)
            Objects.requireNonNull(joins.get(denied.code())).increment();
    }
}
