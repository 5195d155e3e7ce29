package dev.parley.store.webhooks;

import static dev.parley.store.webhooks.WebhookStoreFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.Notice;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.webhooks.Wills.StoredWill;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told for dead nodes, and what backends were told of places, as the store keeps it. */
class WillsAndPlacesTest {

    @TempDir
    static Path folder;

    private static final RawJson DATA = JsonWriter.object(w -> w.name("a.$b").string("ä\u0000😀"));

    private static WebhookStoreFixture store;

    private final String unique = UUID.randomUUID().toString();

    @BeforeAll
    static void open() {
        store = new WebhookStoreFixture(folder);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Nested
    class AWill {

        private final Wills wills = store.webhooks.wills();
        private final Notice activity = new Activity(
                "app", Activity.Type.DISCONNECTED, Instant.ofEpochMilli(123), DATA, Optional.of("socket 1"));
        private final Notice callback = new Callback(
                "app",
                URI.create("https://example.com/?a=%20b"),
                true,
                Callback.Form.SIGNED_TEXT,
                "lane",
                "channels.disconnect",
                RawJson.EMPTY_ARRAY,
                Optional.empty());

        @Test
        void comesBackAsItWas() {
            var will = new StoredWill(unique, unique, List.of(activity, callback));
            get(wills.put(List.of(will)));
            assertThat(get(wills.of(unique, "", 10))).containsExactly(will);
            assertThat(get(wills.of("another", "", 10))).isEmpty();
        }

        @Test
        void takesThePlaceOfAnEarlierOneEvenOfTheSameList() {
            var first = new StoredWill(unique, unique, List.of(activity));
            var second = new StoredWill(unique, unique, List.of(callback));
            get(wills.put(List.of(first, second)));
            assertThat(get(wills.of(unique, "", 10))).containsExactly(second);
            get(wills.put(List.of(first)));
            assertThat(get(wills.of(unique, "", 10))).containsExactly(first);
        }

        @Test
        void ofManyIsReadAndRemovedInParts() {
            List<StoredWill> many = IntStream.range(0, 500)
                    .mapToObj(i -> new StoredWill(unique + i, unique, List.of(activity)))
                    .toList();
            get(wills.put(many));
            int removed = 0;
            while (removed < 500) {
                List<String> some = get(wills.of(unique, "", 300)).stream()
                        .map(StoredWill::socket)
                        .toList();
                assertThat(some).hasSize(Math.min(300, 500 - removed));
                get(wills.remove(some));
                removed += some.size();
            }
            assertThat(get(wills.of(unique, "", 10))).isEmpty();
        }
    }

    @Nested
    class APlace {

        private final ToldPlaces places = store.webhooks.places();

        @Test
        void isTheOneThatWasTold() {
            var at = new AppNamespace("app|." + unique, "/a|b$");
            var all = Set.of(
                    new Place(at, Target.room("x|y.%z ü")),
                    new Place(at, Target.room("")),
                    new Place(at, Target.user("x|y.%z ü")),
                    new Place(new AppNamespace("app|." + unique, "/a"), Target.room("b$|r|x")));
            all.forEach(place -> assertThat(get(places.add(place))).isTrue());
            assertThat(get(places.all())).containsAll(all);
            all.forEach(place -> assertThat(get(places.add(place))).isFalse());
            all.forEach(place -> assertThat(get(places.remove(place))).isTrue());
            all.forEach(place -> assertThat(get(places.remove(place))).isFalse());
            assertThat(get(places.all())).doesNotContainAnyElementsOf(all);
        }
    }
}
