package dev.parley.chat;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Refused;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What is measured of messages on their way into the store. Safe on every thread. */
final class AppendMeters {

    private static final Duration[] BUCKETS = LongStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final DistributionSummary size;
    private final Timer time;

    AppendMeters(MeterRegistry meters) {
        this.meters = meters;
        this.size = DistributionSummary.builder("parley.chat.turn.size")
                .description("Messages that were stored at one stroke")
                .baseUnit("messages")
                .register(meters);
        this.time = Timer.builder("parley.chat.turn.time")
                .description("How long it took to look up what they need and to store them")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
        // There from the start, so that the first one is seen as an increase.
        for (String outcome : List.of("stored", "repeated", "failed")) sent(outcome);
    }

    void waiting(Supplier<Number> waiting) {
        Gauge.builder("parley.chat.waiting", waiting)
                .description("Messages that wait for the store")
                .register(meters);
    }

    void turn(int messages, long nanos) {
        size.record(messages);
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    void answered(AsyncResult<ChatAnswer<SentMessage>> answer) {
        sent(answer.failed() ? "failed" : outcome(answer.result())).increment();
    }

    private static String outcome(ChatAnswer<SentMessage> answer) {
        return switch (answer) {
            case Told<SentMessage> told -> told.value().repeated() ? "repeated" : "stored";
            case Refused<SentMessage> refused -> refused.fault().code();
        };
    }

    private Counter sent(String outcome) {
        return Counter.builder("parley.chat.sends")
                .description("Messages that somebody wanted to be stored, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }
}
