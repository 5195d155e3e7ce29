package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log beside a plain list that is searched from end to end. */
class EventLogTest {

    private static final long AGE = 1_000;
    private static final long BYTES = 20 * EventLog.OVERHEAD;

    private final EventLog log = new EventLog(new EventLog.Limits(Duration.ofMillis(AGE), BYTES));

    /** The same, as simple as it can be. */
    private static final class Model {
        final List<LogEntry> entries = new ArrayList<>();
        final Map<String, Long> overflowed = new HashMap<>();
        final Map<Place, LogEntry> lost = new HashMap<>();
        long last;
        long expired;

        void append(LogEntry entry) {
            last = entry.number();
            entries.add(entry);
            String app = app(entry);
            while (bytes(app) > BYTES) {
                LogEntry oldest = entries.stream()
                        .filter(each -> app(each).equals(app))
                        .findFirst()
                        .orElseThrow();
                entries.remove(oldest);
                overflowed.put(app, oldest.number());
                Audience audience = oldest.event().audience();
                for (Target each : audience.to()) lost.put(new Place(audience.namespace(), each), oldest);
            }
        }

        void expire(long now) {
            lost.values().removeIf(each -> each.accepted() < now - AGE);
            while (!entries.isEmpty() && entries.getFirst().accepted() < now - AGE) {
                expired = entries.removeFirst().number();
            }
        }

        long bytes(String app) {
            return entries.stream()
                    .filter(each -> app(each).equals(app))
                    .mapToLong(EventLog::size)
                    .sum();
        }

        static String app(LogEntry entry) {
            return entry.event().audience().namespace().app();
        }

        List<LogEntry> owed(AppNamespace at, List<Owed> owed) {
            List<Target> targets = owed.stream().map(Owed::target).toList();
            return entries.stream()
                    .filter(each -> each.event().audience().namespace().equals(at))
                    .filter(each -> each.event().audience().except().stream().noneMatch(targets::contains))
                    .filter(each -> owed.stream()
                            .anyMatch(some -> each.number() > some.after()
                                    && each.event().audience().to().contains(some.target())))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void tellsWhatAListTells(long seed) {
        var random = new Random(seed);
        var model = new Model();
        long now = 0;
        for (int step = 0; step < 3_000; step++) {
            now += random.nextInt(40);
            switch (random.nextInt(8)) {
                case 0 -> {
                    log.expire(now);
                    model.expire(now);
                }
                case 1 -> {
                    long upTo = log.last() + random.nextInt(4);
                    log.advance(upTo);
                    model.last = upTo;
                }
                default -> {
                    var entry = new LogEntry(log.last() + 1, now, event(random));
                    log.append(entry);
                    model.append(entry);
                }
            }
            compare(random, model);
        }
    }

    private void compare(Random random, Model model) {
        assertThat(log.last()).isEqualTo(model.last);
        assertThat(log.entries()).isEqualTo(model.entries.size());
        assertThat(log.bytes())
                .isEqualTo(model.entries.stream().mapToLong(EventLog::size).sum());
        long after = Math.max(0, log.last() - random.nextInt(60));
        assertThat(log.after(after, Long.MAX_VALUE).entries())
                .isEqualTo(model.entries.stream()
                        .filter(each -> each.number() > after)
                        .toList());
        var at = new AppNamespace("app-" + random.nextInt(2), "/");
        var owed = new ArrayList<Owed>();
        for (int i = random.nextInt(3); i >= 0; i--)
            owed.add(new Owed(target(random), Math.max(0, log.last() - random.nextInt(60))));
        assertThat(List.copyOf(log.owed(at, owed))).isEqualTo(model.owed(at, owed));
        assertThat(log.isTrimmed(after))
                .isEqualTo(after < model.expired
                        || model.overflowed.values().stream().anyMatch(number -> after < number));
        assertThat(log.hasLost(at, owed)).isEqualTo(owed.stream().anyMatch(each -> {
            LogEntry lost = model.lost.get(new Place(at, each.target()));
            return lost != null && each.after() < lost.number();
        }));
    }

    private static Broadcast event(Random random) {
        var to = new ArrayList<Target>();
        for (int i = random.nextInt(3); i >= 0; i--) to.add(target(random));
        List<Target> except = random.nextInt(4) == 0 ? List.of(target(random)) : List.of();
        var audience = new Audience(new AppNamespace("app-" + random.nextInt(2), "/"), to, except);
        return new Broadcast("id", audience, LogNetwork.args("x".repeat(random.nextInt(500))), List.of(), false);
    }

    private static Target target(Random random) {
        return Target.room("room-" + random.nextInt(5));
    }

    @Test
    void comesInPartsThatHaveOneEntryAtLeast() {
        for (int i = 1; i <= 5; i++) log.append(entry(i, 0));

        EventLog.Part part = log.after(1, 2 * EventLog.size(entry(1, 0)));
        assertThat(part.entries()).extracting(LogEntry::number).containsExactly(2L, 3L);
        assertThat(part.upTo()).isEqualTo(3);
        assertThat(part.last()).isFalse();

        assertThat(log.after(3, 1).entries()).hasSize(1);
        assertThat(log.after(3, Long.MAX_VALUE).last()).isTrue();
        assertThat(log.after(5, 1).entries()).isEmpty();
        assertThat(log.after(5, 1).upTo()).isEqualTo(5);
    }

    @Test
    void leavesNothingBehindWhenAllIsTooOld() {
        for (int i = 1; i <= 100; i++) log.append(entry(i, i));

        log.expire(10 * AGE);

        assertThat(log.entries()).isZero();
        assertThat(log.bytes()).isZero();
        assertThat(log.overflows()).isEmpty();
        assertThat(log.isTrimmed(99)).isTrue();
        assertThat(log.isTrimmed(100)).isFalse();
        assertThat(log.last()).isEqualTo(100);
    }

    @Test
    void aCopyKnowsWhatItsOriginalLacks() {
        log.advance(9);
        log.lacks(3, List.of(new Overflow("default", 7)), 0);

        assertThat(log.isTrimmed(2)).isTrue();
        assertThat(hasLost("default", "lobby", 6)).isTrue();
        assertThat(hasLost("default", "elsewhere", 6)).isTrue();
        assertThat(hasLost("default", "lobby", 7)).isFalse();
        assertThat(hasLost("other", "lobby", 0)).isFalse();
    }

    @Test
    void aCopyThatHasHadWhatItsOriginalLacksKnowsWhoIsOwedIt() {
        log.advance(4);
        for (int i = 5; i <= 30; i++) log.append(entry(i, 0));
        log.lacks(0, List.of(new Overflow("default", 10)), 0);

        assertThat(hasLost("default", "lobby", 10)).isTrue();
        assertThat(hasLost("default", "lobby", 11)).isFalse();
        assertThat(hasLost("default", "elsewhere", 4)).isFalse();
        assertThat(hasLost("default", "elsewhere", 3)).isTrue();
    }

    @Test
    void takesThePlacesOfWhichItRemembersTooManyForAll() {
        var lost = new LostPlaces(2);
        for (int i = 1; i <= 3; i++) lost.add(place("room-" + i), i, 0);
        lost.add(place("room-2"), 4, 0);

        assertThat(lost.contains(place("quiet"), new Owed(Target.EVERYONE, 0))).isTrue();
        assertThat(lost.contains(place("quiet"), new Owed(Target.EVERYONE, 1))).isFalse();
        assertThat(lost.contains(place("room-2"), new Owed(Target.EVERYONE, 3))).isTrue();
        assertThat(lost.contains(place("room-3"), new Owed(Target.EVERYONE, 3))).isFalse();
    }

    private static Place place(String room) {
        return new Place(LogNetwork.ROOT, Target.room(room));
    }

    private boolean hasLost(String app, String room, long after) {
        return log.hasLost(new AppNamespace(app, "/"), List.of(new Owed(Target.room(room), after)));
    }

    private static LogEntry entry(long number, long accepted) {
        return new LogEntry(number, accepted, LogNetwork.event("e", LogNetwork.LOBBY));
    }
}
