package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link SharedRecords} does. The same records are seen from two sides, which may be two nodes. */
abstract class SharedRecordsContract {

    /** No test minds what others have left. */
    private final String key = UUID.randomUUID().toString();

    abstract SharedRecords here();

    abstract SharedRecords there();

    /** Lets a life of that length end. */
    abstract void outlive(Duration life);

    private static <T> T get(Future<T> future) {
        return TestNode.get(future);
    }

    private void create(String value) {
        assertThat(get(here().create(key, value, Optional.empty()))).isTrue();
    }

    @Test
    void whatIsCreatedHereIsThereForAll() {
        create("one");
        assertThat(get(there().one(key))).contains("one");
        assertThat(get(there().all())).containsEntry(key, "one");
        assertThat(get(here().one(key + "x"))).isEmpty();
    }

    @Test
    void whatIsThereIsNotCreatedAgain() {
        create("one");
        assertThat(get(there().create(key, "two", Optional.empty()))).isFalse();
        assertThat(get(here().one(key))).contains("one");
    }

    @Test
    void onlyWhatIsExpectedIsReplacedAndRemoved() {
        create("one");
        assertThat(get(there().replace(key, "other", "two"))).isFalse();
        assertThat(get(there().replace(key, "one", "two"))).isTrue();
        assertThat(get(here().remove(key, "one"))).isFalse();
        assertThat(get(here().one(key))).contains("two");
        assertThat(get(here().remove(key, "two"))).isTrue();
        assertThat(get(there().one(key))).isEmpty();
        assertThat(get(there().replace(key, "two", "three"))).isFalse();
        assertThat(get(there().remove(key, "two"))).isFalse();
    }

    @Test
    void ofManyWhoReplaceTheSameOneDoes() {
        create("start");
        var answers = IntStream.range(0, 20)
                .mapToObj(i -> (i % 2 == 0 ? here() : there()).replace(key, "start", "by-" + i))
                .toList();
        assertThat(answers.stream().filter(SharedRecordsContract::get)).hasSize(1);
    }

    @Test
    void whatHasALifeIsGoneAfterIt() {
        var life = Duration.ofSeconds(1);
        assertThat(get(here().create(key, "mortal", Optional.of(life)))).isTrue();
        assertThat(get(there().one(key))).contains("mortal");
        outlive(life);
        await().atMost(TestNode.PATIENCE).until(() -> get(there().one(key)).isEmpty());
        assertThat(get(there().all())).doesNotContainKey(key);
        assertThat(get(there().create(key, "again", Optional.empty()))).isTrue();
    }

    @Test
    void aLifeGoesOnWhenTheValueIsReplaced() {
        var life = Duration.ofSeconds(1);
        get(here().create(key, "one", Optional.of(life)));
        get(there().replace(key, "one", "two"));
        outlive(life);
        await().atMost(TestNode.PATIENCE).until(() -> get(here().one(key)).isEmpty());
    }

    @Test
    void anotherLifeBeginsWithTheValueThatIsReplaced() {
        var life = Duration.ofSeconds(1);
        get(here().create(key, "one", Optional.of(Duration.ofHours(1))));
        assertThat(get(there().replace(key, "other", "two", life))).isFalse();
        assertThat(get(there().replace(key, "one", "two", life))).isTrue();
        assertThat(get(here().one(key))).contains("two");
        outlive(life);
        await().atMost(TestNode.PATIENCE).until(() -> get(here().one(key)).isEmpty());
    }

    @Test
    void aLongerLifeIsNotEndedByTheOneBefore() {
        var life = Duration.ofSeconds(1);
        get(here().create(key, "one", Optional.of(life)));
        assertThat(get(there().replace(key, "one", "two", Duration.ofHours(1)))).isTrue();
        outlive(life);
        assertThat(get(here().one(key))).contains("two");
    }

    @Test
    void everyChangeIsToldOnBothSides() {
        var heardHere = new AtomicInteger();
        var heardThere = new AtomicInteger();
        here().watch(heardHere::incrementAndGet);
        there().watch(heardThere::incrementAndGet);
        create("one");
        get(there().replace(key, "one", "two"));
        get(here().remove(key, "two"));
        await().atMost(TestNode.PATIENCE).until(() -> heardHere.get() >= 3 && heardThere.get() >= 3);
    }
}
