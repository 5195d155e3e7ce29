package dev.parley.sockets.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Glimpse;
import dev.parley.bus.trail.Happening;
import dev.parley.bus.trail.Sighting;
import dev.parley.bus.trail.TrailReport;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final NodeId NODE = new NodeId("n");

    private final Batch batch = new Batch();

    private static Sighting sighting(Happening what) {
        return new Sighting(Instant.EPOCH, new AppNamespace("default", "/"), "s", Optional.empty(), what);
    }

    private void event(RawJson args) {
        var glimpse = new Glimpse(args, args.length(), 0, true);
        batch.event(sighting(new Happening.Sent(glimpse, false)), glimpse);
    }

    @Test
    void eventsBeyondTheBoundAreCounted() {
        for (int i = 0; i < Batch.MAX_EVENTS + 7; i++) event(RawJson.EMPTY_ARRAY);
        TrailReport report = batch.take(NODE);
        assertThat(report.sightings()).hasSize(Batch.MAX_EVENTS);
        assertThat(report.omitted()).isEqualTo(7);
        assertThat(report.lost()).isZero();
    }

    @Test
    void soAreThoseBeyondTheBytes() {
        RawJson large = RawJson.string("x".repeat(Batch.MAX_EVENT_BYTES / 2));
        for (int i = 0; i < 5; i++) event(large);
        TrailReport report = batch.take(NODE);
        assertThat(report.sightings()).hasSize(2);
        assertThat(report.omitted()).isEqualTo(3);
    }

    @Test
    void aFloodOfEventsHidesNobodyWhoComesOrGoes() {
        for (int i = 0; i < Batch.MAX_EVENTS; i++) event(RawJson.EMPTY_ARRAY);
        batch.other(sighting(new Happening.Joined("r")));
        assertThat(batch.take(NODE).sightings().getLast().what()).isEqualTo(new Happening.Joined("r"));
    }

    @Test
    void whatIsLostBesideEventsIsToldApart() {
        for (int i = 0; i < Batch.MAX_OTHERS + 1; i++) batch.other(sighting(new Happening.Left("r")));
        assertThat(batch.take(NODE).lost()).isEqualTo(1);
    }

    @Test
    void whatWasTakenIsGone() {
        event(RawJson.EMPTY_ARRAY);
        assertThat(batch.isEmpty()).isFalse();
        batch.take(NODE);
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.take(NODE)).isEqualTo(new TrailReport(NODE, java.util.List.of(), 0, 0, false));
    }
}
