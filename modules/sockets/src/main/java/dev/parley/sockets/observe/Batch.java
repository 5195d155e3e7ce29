package dev.parley.sockets.observe;

import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Glimpse;
import dev.parley.bus.trail.Sighting;
import dev.parley.bus.trail.TrailReport;
import java.util.ArrayList;
import java.util.List;

/**
 * What one event loop has seen for one watch and has not told yet: so much and no more. Confined to that event loop.
 *
 * <p>Events that are too many are left out and counted; so is who comes and goes, far later.
 */
public final class Batch {

    /** Events in one report. */
    static final int MAX_EVENTS = 500;

    /** Bytes of their arguments. */
    static final int MAX_EVENT_BYTES = 256 * 1024;

    /** Everything else in one report. */
    static final int MAX_OTHERS = 2_000;

    private List<Sighting> sightings = new ArrayList<>();
    private int events;
    private int eventBytes;
    private int others;
    private int omitted;
    private int lost;

    /** Takes an event, or counts it. */
    public void event(Sighting sighting, Glimpse glimpse) {
        if (hasRoomForEvents()) {
            events++;
            eventBytes += glimpse.args().length();
            sightings.add(sighting);
        } else {
            omitted++;
        }
    }

    /** Whether another event would be told; whoever asks need not prepare one that would not. */
    public boolean hasRoomForEvents() {
        return events < MAX_EVENTS && eventBytes < MAX_EVENT_BYTES;
    }

    /** Counts an event that there was no room for. */
    public void omit() {
        omitted++;
    }

    /** Takes something else, or counts it. */
    public void other(Sighting sighting) {
        if (others < MAX_OTHERS) {
            others++;
            sightings.add(sighting);
        } else {
            lost++;
        }
    }

    public boolean isEmpty() {
        return sightings.isEmpty() && omitted == 0 && lost == 0;
    }

    /** What there is to tell; the batch is empty then. */
    public TrailReport take(NodeId by) {
        var report = new TrailReport(by, sightings, omitted, lost, false);
        sightings = new ArrayList<>();
        events = 0;
        eventBytes = 0;
        others = 0;
        omitted = 0;
        lost = 0;
        return report;
    }
}
