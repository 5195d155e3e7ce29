package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VitalsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vitals vitals = new Vitals(meters);

    private static RawJson of(RawJson sample, String name) {
        List<RawJson> numbers = sample.elements();
        assertThat(numbers).hasSameSizeAs(Vitals.NAMES);
        return numbers.get(Vitals.NAMES.indexOf(name));
    }

    @Test
    void metersOfOneNameAreAddedUpWhateverTheirTags() {
        Gauge.builder("parley.connections", () -> 3).tag("transport", "polling").register(meters);
        Gauge.builder("parley.connections", () -> 4)
                .tag("transport", "websocket")
                .register(meters);
        Counter.builder("parley.deliveries").register(meters).increment(7);

        RawJson sample = vitals.sample(5_000);
        assertThat(of(sample, "at").asLong()).hasValue(5_000);
        assertThat(of(sample, "connections").asLong()).hasValue(7);
        assertThat(of(sample, "polling").asLong()).hasValue(3);
        assertThat(of(sample, "eventsOut").asLong()).hasValue(7);
    }

    @Test
    void whatIsNotMeasuredIsNull() {
        assertThat(of(vitals.sample(1), "rooms").isNull()).isTrue();
    }

    @Test
    void theDelayOfEventLoopsIsThatSinceTheSampleBefore() {
        Timer delay = Timer.builder("parley.event.loop.delay").register(meters);
        delay.record(100, TimeUnit.MILLISECONDS);
        assertThat(of(vitals.sample(1), "loopDelay").asLong()).hasValue(100);
        delay.record(2, TimeUnit.MILLISECONDS);
        delay.record(4, TimeUnit.MILLISECONDS);
        assertThat(of(vitals.sample(2), "loopDelay").asLong()).hasValue(3);
        assertThat(of(vitals.sample(3), "loopDelay").isNull()).isTrue();
    }
}
