package dev.parley.cluster;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.Overflow;
import dev.parley.bus.LogMessage.Owed;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events that one node has accepted, for a while: by number, and by the places that they are for, so that what a socket
 * has missed costs as much as it is. Confined to whoever keeps it.
 */
final class EventLog {

    /** What an entry takes beside what is in it: itself, its event and its slots; measured. */
    static final int OVERHEAD = 400;

    /**
     * What is kept.
     *
     * @param age of the oldest event
     * @param bytes of all events of one app; the oldest go first
     */
    record Limits(Duration age, long bytes) {}

    /**
     * The beginning of what comes after a number.
     *
     * @param upTo there is nothing else up to here
     * @param last whether that is the end of the log
     */
    record Part(List<LogEntry> entries, long upTo, boolean last) {}

    /** What one app has in the log. */
    private static final class Share {
        final EntryRing entries = new EntryRing();
        final LostPlaces lost = new LostPlaces(LostPlaces.MOST);
        long bytes;
        /** The highest number that went for lack of space, and when it did. */
        long overflowed;

        long overflowedAt;
    }

    private final Limits limits;

    /** By number: the first slot is that of {@link #first}. Empty slots are of entries that went before their age. */
    private final EntryRing all = new EntryRing();

    private final Map<String, Share> shares = new HashMap<>();
    private final Map<Place, EntryRing> places = new HashMap<>();
    private long first = 1;
    private long last;
    private long expired;

    /** The highest number that was never appended. */
    private long skipped;

    private int entries;
    private long bytes;

    EventLog(Limits limits) {
        this.limits = limits;
    }

    /** The number of the last event, whether it is kept or not. */
    long last() {
        return last;
    }

    int entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    /** Adds an event that is younger than all others. */
    void append(LogEntry entry) {
        if (entry.number() <= last) throw new IllegalArgumentException(entry.number() + " after " + last);
        advance(entry.number() - 1);
        last = entry.number();
        all.add(entry);
        entries++;
        long size = size(entry);
        bytes += size;
        Audience audience = entry.event().audience();
        Share share = shares.computeIfAbsent(audience.namespace().app(), app -> new Share());
        share.entries.add(entry);
        share.bytes += size;
        for (Place place : placesOf(audience))
            places.computeIfAbsent(place, added -> new EntryRing()).add(entry);
        while (share.bytes > limits.bytes && share.entries.size() > 0) overflow(share, entry.accepted());
    }

    /** Nothing is kept of the numbers up to this one that have not been appended. */
    void advance(long upTo) {
        if (upTo > last) skipped = upTo;
        if (entries == 0 && upTo > last) {
            while (all.size() > 0) all.removeFirst();
            first = upTo + 1;
            last = upTo;
        }
        for (; last < upTo; last++) all.add(null);
    }

    private void overflow(Share share, long now) {
        LogEntry oldest = Objects.requireNonNull(share.entries.get(0));
        share.overflowed = oldest.number();
        share.overflowedAt = now;
        for (Place place : placesOf(oldest.event().audience()))
            share.lost.add(place, oldest.number(), oldest.accepted());
        all.clear((int) (oldest.number() - first));
        forget(share, oldest);
        dropEmptySlots();
    }

    /** Lets go what is too old. */
    void expire(long now) {
        long before = now - limits.age.toMillis();
        dropEmptySlots();
        for (LogEntry oldest = oldest(); oldest != null && oldest.accepted() < before; oldest = oldest()) {
            expired = oldest.number();
            all.removeFirst();
            first++;
            forget(Objects.requireNonNull(shares.get(app(oldest))), oldest);
            dropEmptySlots();
        }
        shares.values().forEach(share -> share.lost.expire(before));
        shares.values().removeIf(share -> share.entries.size() == 0 && share.overflowedAt < before);
    }

    private @Nullable LogEntry oldest() {
        return all.size() == 0 ? null : all.get(0);
    }

    private void dropEmptySlots() {
        while (all.size() > 0 && all.get(0) == null) {
            all.removeFirst();
            first++;
        }
    }

    /** It is the oldest of its app, and therefore of each of its places. */
    private void forget(Share share, LogEntry oldest) {
        long size = size(oldest);
        share.entries.removeFirst();
        share.bytes -= size;
        bytes -= size;
        entries--;
        for (Place place : placesOf(oldest.event().audience())) {
            EntryRing there = Objects.requireNonNull(places.get(place));
            there.removeFirst();
            if (there.size() == 0) places.remove(place);
        }
    }

    /** What comes after a number, up to so many bytes. */
    Part after(long number, long maxBytes) {
        return after(number, maxBytes, audience -> true);
    }

    /** The same of the events for such audiences. */
    Part after(long number, long maxBytes, Predicate<Audience> wanted) {
        var found = new ArrayList<LogEntry>();
        long size = 0;
        long from = Math.max(number + 1, first);
        for (int i = (int) (from - first); i < all.size(); i++) {
            LogEntry entry = all.get(i);
            if (entry == null || !wanted.test(entry.event().audience())) continue;
            size += size(entry);
            if (size > maxBytes && !found.isEmpty()) return new Part(found, entry.number() - 1, false);
            found.add(entry);
        }
        return new Part(found, last, true);
    }

    /** Whether events behind a number are gone. */
    boolean isTrimmed(long after) {
        if (after < expired) return true;
        for (Share share : shares.values()) {
            if (after < share.overflowed) return true;
        }
        return false;
    }

    /** Whether something that is owed there may have gone for lack of space. */
    boolean hasLost(AppNamespace namespace, List<Owed> owed) {
        Share share = shares.get(namespace.app());
        return share != null
                && owed.stream().anyMatch(each -> share.lost.contains(new Place(namespace, each.target()), each));
    }

    long expired() {
        return expired;
    }

    /** Of all apps that have lacked space not long ago. */
    List<Overflow> overflows() {
        var all = new ArrayList<Overflow>();
        shares.forEach((app, share) -> {
            if (share.overflowed > 0) all.add(new Overflow(app, share.overflowed));
        });
        return all;
    }

    /** Learns what has gone from the log that this one is a copy of. */
    void lacks(long expiredThere, List<Overflow> overflowsThere, long now) {
        expired = Math.max(expired, expiredThere);
        for (Overflow each : overflowsThere) {
            Share share = shares.computeIfAbsent(each.app(), app -> new Share());
            // What this one has had, it knows the places of.
            share.lost.addAnywhere(Math.min(each.number(), skipped));
            if (each.number() <= share.overflowed) continue;
            share.overflowed = each.number();
            share.overflowedAt = now;
        }
    }

    /** What somebody is owed who is each of these targets: each event once, the oldest first. */
    Collection<LogEntry> owed(AppNamespace namespace, List<Owed> owed) {
        Set<Target> targets = new HashSet<>();
        for (Owed each : owed) targets.add(each.target());
        var found = new TreeMap<Long, LogEntry>();
        for (Owed each : owed) {
            EntryRing there = places.get(new Place(namespace, each.target()));
            if (there == null) continue;
            for (int i = there.after(each.after()); i < there.size(); i++) {
                LogEntry entry = Objects.requireNonNull(there.get(i));
                if (entry.event().audience().except().stream().noneMatch(targets::contains))
                    found.put(entry.number(), entry);
            }
        }
        return found.values();
    }

    /** The bytes that an entry takes. */
    static long size(LogEntry entry) {
        Broadcast event = entry.event();
        long size = OVERHEAD;
        size += event.args().length();
        for (byte[] attachment : event.attachments()) size += attachment.length;
        return size;
    }

    private static String app(LogEntry entry) {
        return entry.event().audience().namespace().app();
    }

    private static Set<Place> placesOf(Audience audience) {
        if (audience.to().size() == 1)
            return Set.of(new Place(audience.namespace(), audience.to().getFirst()));
        Set<Place> all = new HashSet<>();
        for (Target target : audience.to()) all.add(new Place(audience.namespace(), target));
        return all;
    }
}
