package dev.parley.webhooks;

import dev.parley.bus.tracing.Span;
import dev.parley.bus.tracing.Tracing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told of spans, one line for each fact. Safe on every thread. */
final class SpanRecorder implements Tracing {

    /** The traceparent of all of its spans. */
    static final String OWN = "00-own";

    final List<String> facts = new CopyOnWriteArrayList<>();

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Span begin(Kind kind, String name, Optional<String> parent) {
        facts.add(name + " of " + parent.orElse("nothing"));
        return new Span() {
            @Override
            public Optional<String> traceparent() {
                return Optional.of(OWN);
            }

            @Override
            public Span note(String key, String value) {
                return this;
            }

            @Override
            public Span note(String key, long value) {
                return this;
            }

            @Override
            public Span link(String traceparent) {
                facts.add("link to " + traceparent);
                return this;
            }

            @Override
            public Span failed(String why) {
                facts.add("failed: " + why);
                return this;
            }

            @Override
            public void end() {
                facts.add("end");
            }
        };
    }
}
