package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Parley relies on, whoever the server is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {

    private static final int DUPLICATE_KEY = 11_000;

    private final Vertx vertx = Vertx.vertx();
    private MongoClient mongo;

    /** Where the server is. */
    abstract String uri();

    @BeforeAll
    void connect() {
        mongo = MongoClient.create(vertx, MongoAddress.settings(uri(), 8, Duration.ofSeconds(20)));
    }

    @AfterAll
    void letGo() {
        get(mongo.close());
        get(vertx.close());
    }

    /** A collection of its own for each test. */
    private final class Rows implements AutoCloseable {

        private final String name = "contract-" + UUID.randomUUID();

        Rows index(boolean unique, boolean sparse, String... fields) {
            var keys = new JsonObject();
            for (String field : fields) keys.put(field, 1);
            get(mongo.createIndexWithOptions(
                    name, keys, new IndexOptions().unique(unique).sparse(sparse)));
            return this;
        }

        Rows with(JsonObject... rows) {
            for (JsonObject row : rows) get(mongo.insert(name, row.copy()));
            return this;
        }

        JsonObject one(String id) {
            return get(mongo.findOne(name, new JsonObject().put("_id", id), null));
        }

        List<String> ids(JsonObject query) {
            return get(mongo.find(name, query)).stream()
                    .map(row -> row.getString("_id"))
                    .toList();
        }

        List<String> ids() {
            return ids(new JsonObject());
        }

        JsonObject update(String id, String operator, JsonObject fields) {
            get(mongo.updateCollection(name, new JsonObject().put("_id", id), new JsonObject().put(operator, fields)));
            return one(id);
        }

        MongoBulkWriteException refused(boolean ordered, JsonObject... rows) {
            var inserts = Stream.of(rows).map(BulkOperation::createInsert).toList();
            return (MongoBulkWriteException) failure(
                    () -> get(mongo.bulkWriteWithOptions(name, inserts, new BulkWriteOptions().setOrdered(ordered))));
        }

        @Override
        public void close() {
            get(mongo.dropCollection(name));
        }
    }

    private static JsonObject row(String id) {
        return new JsonObject().put("_id", id);
    }

    @Nested
    class AUniqueIndex {

        @Test
        void refusesAnIdThatIsTaken() {
            try (Rows rows = new Rows().with(row("a").put("n", 1))) {
                var fault = failure(() -> get(mongo.insert(rows.name, row("a").put("n", 2))));
                assertThat(((MongoWriteException) fault).getError().getCode()).isEqualTo(DUPLICATE_KEY);
                assertThat(rows.one("a").getInteger("n")).isEqualTo(1);
            }
        }

        @Test
        void refusesAValueThatIsTakenAndChangesNothing() {
            try (Rows rows = new Rows().index(true, false, "name").with(row("a").put("name", "x"))) {
                var fault = failure(() -> get(mongo.insert(rows.name, row("b").put("name", "x"))));
                assertThat(((MongoWriteException) fault).getError().getCode()).isEqualTo(DUPLICATE_KEY);
                assertThat(rows.ids()).containsExactly("a");
            }
        }

        @Test
        void tellsItsNameInTheRefusal() {
            try (Rows rows = new Rows().index(true, false, "name").with(row("a").put("name", "x"))) {
                assertThat(failure(() -> get(mongo.insert(rows.name, row("b").put("name", "x")))))
                        .hasMessageContaining("name_1");
            }
        }

        @Test
        void isOfSeveralFieldsTogether() {
            try (Rows rows = new Rows().index(true, false, "room", "nonce")) {
                rows.with(
                        row("a").put("room", "r").put("nonce", "1"),
                        row("b").put("room", "r").put("nonce", "2"),
                        row("c").put("room", "s").put("nonce", "1"));
                failure(() ->
                        get(mongo.insert(rows.name, row("d").put("room", "s").put("nonce", "1"))));
                assertThat(rows.ids(new JsonObject().put("room", "r").put("nonce", "2")))
                        .containsExactly("b");
            }
        }

        @Test
        void doesNotTakeTextsForOneAnother() {
            try (Rows rows = new Rows().index(true, false, "one", "two")) {
                rows.with(
                        row("a").put("one", "x").put("two", "yz"),
                        row("b").put("one", "xy").put("two", "z"),
                        row("c").put("one", "x\u0000").put("two", "z"),
                        row("d").put("one", "x").put("two", "\u0000z"),
                        row("e").put("one", "1").put("two", 1),
                        row("f").put("one", 1).put("two", "1"),
                        row("g").put("one", 9_007_199_254_740_993L).put("two", 1),
                        row("h").put("one", 9_007_199_254_740_992L).put("two", 1));
                assertThat(rows.ids()).hasSize(8);
                assertThat(rows.ids(new JsonObject().put("one", 1L).put("two", "1")))
                        .containsExactly("f");
            }
        }

        @Test
        void whichIsSparseDoesNotKnowWhoHasNoValue() {
            try (Rows rows = new Rows().index(true, true, "nonce")) {
                rows.with(row("a"), row("b"), row("c").put("nonce", "n"));
                failure(() -> get(mongo.insert(rows.name, row("d").put("nonce", "n"))));
                assertThat(rows.ids()).containsExactlyInAnyOrder("a", "b", "c");
            }
        }

        @Test
        void followsAChange() {
            try (Rows rows = new Rows().index(true, true, "nonce").with(row("a").put("nonce", "n"), row("b"))) {
                rows.update("a", "$set", new JsonObject().put("nonce", "m"));
                rows.update("b", "$set", new JsonObject().put("nonce", "n"));
                failure(() -> rows.update("b", "$set", new JsonObject().put("nonce", "m")));
                rows.update("a", "$unset", new JsonObject().put("nonce", ""));
                rows.update("b", "$set", new JsonObject().put("nonce", "m"));
                assertThat(rows.ids(new JsonObject().put("nonce", "m"))).containsExactly("b");
                assertThat(rows.ids(new JsonObject().put("nonce", "n"))).isEmpty();
            }
        }

        @Test
        void canBeMadeTwice() {
            try (Rows rows = new Rows().index(true, false, "name").with(row("a").put("name", "x"))) {
                rows.index(true, false, "name");
                failure(() -> get(mongo.insert(rows.name, row("b").put("name", "x"))));
            }
        }

        @Test
        void isNotMadeOverValuesThatAreNotUnique() {
            try (Rows rows = new Rows().with(row("a").put("name", "x"), row("b").put("name", "x"))) {
                for (int attempt = 0; attempt < 2; attempt++) {
                    assertThat(failure(() -> rows.index(true, false, "name"))).hasMessageContaining("11000");
                }
                get(mongo.removeDocument(rows.name, row("b")));
                rows.index(true, false, "name");
                assertThat(rows.ids(new JsonObject().put("name", "x"))).containsExactly("a");
            }
        }
    }

    @Nested
    class ABatch {

        @Test
        void whichIsOrderedStopsAtTheFirstThatIsRefusedAndTellsWhich() {
            try (Rows rows = new Rows().with(row("b"))) {
                MongoBulkWriteException refused = rows.refused(true, row("a"), row("b"), row("c"));
                assertThat(refused.getWriteErrors()).singleElement().satisfies(error -> {
                    assertThat(error.getIndex()).isEqualTo(1);
                    assertThat(error.getCode()).isEqualTo(DUPLICATE_KEY);
                });
                assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(1);
                assertThat(rows.ids()).containsExactlyInAnyOrder("a", "b");
            }
        }

        @Test
        void whichIsNotOrderedGoesOnAndTellsEach() {
            try (Rows rows = new Rows().with(row("b"), row("d"))) {
                MongoBulkWriteException refused = rows.refused(false, row("a"), row("b"), row("c"), row("d"), row("e"));
                assertThat(refused.getWriteErrors())
                        .extracting(BulkWriteError::getIndex)
                        .containsExactly(1, 3);
                assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(3);
                assertThat(rows.ids()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
            }
        }

        @Test
        void refusesTheSecondOfTwoInItselfThatAreEqual() {
            try (Rows rows = new Rows().index(true, true, "nonce")) {
                MongoBulkWriteException refused = rows.refused(
                        true, row("a").put("nonce", "n"), row("b").put("nonce", "n"), row("c").put("nonce", "m"));
                assertThat(refused.getWriteErrors())
                        .extracting(BulkWriteError::getIndex)
                        .containsExactly(1);
                assertThat(rows.ids()).containsExactly("a");
            }
        }

        @Test
        void ofUpdatesStopsAtTheFirstThatIsRefused() {
            try (Rows rows = new Rows().index(true, true, "name").with(row("a").put("name", "x"), row("b"), row("c"))) {
                List<BulkOperation> updates = Stream.of("b", "c")
                        .map(id -> BulkOperation.createUpdate(
                                row(id),
                                new JsonObject().put("$set", new JsonObject().put("name", id.equals("b") ? "x" : "y"))))
                        .toList();
                var fault = (MongoBulkWriteException) failure(() ->
                        get(mongo.bulkWriteWithOptions(rows.name, updates, new BulkWriteOptions().setOrdered(true))));
                assertThat(fault.getWriteErrors())
                        .extracting(BulkWriteError::getIndex)
                        .containsExactly(0);
                assertThat(rows.one("c").containsKey("name")).isFalse();
            }
        }

        @Test
        void ofUpdatesTellsWhatEachDid() {
            try (Rows rows = new Rows().with(row("a"))) {
                List<BulkOperation> updates = Stream.of("a", "b", "c", "a")
                        .map(id -> BulkOperation.createUpdate(
                                row(id),
                                new JsonObject().put("$inc", new JsonObject().put("n", 1)),
                                !id.equals("c"),
                                false))
                        .toList();
                var result =
                        get(mongo.bulkWriteWithOptions(rows.name, updates, new BulkWriteOptions().setOrdered(true)));
                assertThat(result.getMatchedCount()).isEqualTo(2);
                assertThat(result.getModifiedCount()).isEqualTo(2);
                assertThat(result.getUpserts()).hasSize(1);
                assertThat(rows.ids()).containsExactlyInAnyOrder("a", "b");
                assertThat(rows.one("a").getInteger("n")).isEqualTo(2);
            }
        }

        @Test
        void ofHundredsIsFoundAgain() {
            try (Rows rows = new Rows().index(true, false, "pos")) {
                List<BulkOperation> inserts = IntStream.range(0, 300)
                        .mapToObj(i -> BulkOperation.createInsert(row("id-" + i).put("pos", "r:" + i)))
                        .toList();
                get(mongo.bulkWrite(rows.name, inserts));
                var some = new JsonArray();
                for (int i = 0; i < 400; i += 2) some.add("r:" + i);
                assertThat(rows.ids(new JsonObject().put("pos", new JsonObject().put("$in", some))))
                        .hasSize(150)
                        .contains("id-0", "id-298")
                        .doesNotContain("id-1");
            }
        }
    }

    @Nested
    class AnUpdate {

        @Test
        void setsAndUnsets() {
            try (Rows rows = new Rows().with(row("a").put("x", 1).put("y", 2))) {
                assertThat(rows.update("a", "$set", new JsonObject().put("x", 3).put("z.w", 4)))
                        .isEqualTo(row("a").put("x", 3).put("y", 2).put("z", new JsonObject().put("w", 4)));
                assertThat(rows.update(
                                "a", "$unset", new JsonObject().put("y", "").put("z.w", "")))
                        .isEqualTo(row("a").put("x", 3).put("z", new JsonObject()));
            }
        }

        @Test
        void counts() {
            try (Rows rows = new Rows().with(row("a"))) {
                rows.update("a", "$inc", new JsonObject().put("unread.r", 2));
                assertThat(rows.update("a", "$inc", new JsonObject().put("unread.r", -1))
                                .getJsonObject("unread"))
                        .isEqualTo(new JsonObject().put("r", 1));
            }
        }

        @Test
        void keepsTheLargestAndTheSmallest() {
            try (Rows rows = new Rows().with(row("a").put("n", 5L))) {
                assertThat(rows.update("a", "$max", new JsonObject().put("n", 4L))
                                .getLong("n"))
                        .isEqualTo(5);
                assertThat(rows.update("a", "$max", new JsonObject().put("n", 7L))
                                .getLong("n"))
                        .isEqualTo(7);
                assertThat(rows.update("a", "$min", new JsonObject().put("n", 9L))
                                .getLong("n"))
                        .isEqualTo(7);
                assertThat(rows.update("a", "$min", new JsonObject().put("n", 3L))
                                .getLong("n"))
                        .isEqualTo(3);
                assertThat(rows.update("a", "$max", new JsonObject().put("new", 1L))
                                .getLong("new"))
                        .isEqualTo(1);
            }
        }

        @Test
        void addsToASetAndPullsFromIt() {
            try (Rows rows = new Rows().with(row("a").put("s", new JsonArray().add("x")))) {
                rows.update("a", "$addToSet", new JsonObject().put("s", "y"));
                assertThat(rows.update("a", "$addToSet", new JsonObject().put("s", "x"))
                                .getJsonArray("s"))
                        .containsExactly("x", "y");
                assertThat(rows.update(
                                        "a",
                                        "$addToSet",
                                        new JsonObject()
                                                .put(
                                                        "s",
                                                        new JsonObject()
                                                                .put(
                                                                        "$each",
                                                                        new JsonArray()
                                                                                .add("y")
                                                                                .add("z"))))
                                .getJsonArray("s"))
                        .containsExactly("x", "y", "z");
                assertThat(rows.update("a", "$pull", new JsonObject().put("s", "y"))
                                .getJsonArray("s"))
                        .containsExactly("x", "z");
            }
        }

        @Test
        void insertsIfItMayAndNothingIsThere() {
            try (Rows rows = new Rows()) {
                var change = new JsonObject()
                        .put("$set", new JsonObject().put("n", 1))
                        .put("$setOnInsert", new JsonObject().put("made", "first"));
                var upsert = new UpdateOptions().setUpsert(true);
                get(mongo.updateCollectionWithOptions(rows.name, row("a"), change, upsert));
                change.getJsonObject("$set").put("n", 2);
                change.getJsonObject("$setOnInsert").put("made", "second");
                get(mongo.updateCollectionWithOptions(rows.name, row("a"), change, upsert));
                assertThat(rows.one("a")).isEqualTo(row("a").put("n", 2).put("made", "first"));
            }
        }

        @Test
        void tellsHowManyItFoundAndChanged() {
            try (Rows rows = new Rows().with(row("a").put("n", 1))) {
                var change = new JsonObject().put("$set", new JsonObject().put("n", 1));
                var same = get(mongo.updateCollection(rows.name, row("a"), change));
                assertThat(same.getDocMatched()).isEqualTo(1);
                assertThat(same.getDocModified()).isZero();
                assertThat(get(mongo.updateCollection(rows.name, row("b"), change))
                                .getDocMatched())
                        .isZero();
            }
        }

        @Test
        void takesPlaceOnlyWhereEverythingFits() {
            try (Rows rows = new Rows().with(row("a").put("version", 1))) {
                var change = new JsonObject().put("$set", new JsonObject().put("version", 2));
                JsonObject seen = row("a").put("version", 1);
                assertThat(get(mongo.updateCollection(rows.name, seen, change)).getDocMatched())
                        .isEqualTo(1);
                assertThat(get(mongo.updateCollection(rows.name, seen, change)).getDocMatched())
                        .isZero();
            }
        }

        @Test
        void givesTheDocumentAsItIsThen() {
            try (Rows rows = new Rows().with(row("a").put("n", 1))) {
                JsonObject updated = get(mongo.findOneAndUpdateWithOptions(
                        rows.name,
                        row("a"),
                        new JsonObject().put("$inc", new JsonObject().put("n", 1)),
                        new FindOptions(),
                        new UpdateOptions().setReturningNewDocument(true)));
                assertThat(updated).isEqualTo(row("a").put("n", 2));
                JsonObject made = get(mongo.findOneAndUpdateWithOptions(
                        rows.name,
                        row("b"),
                        new JsonObject().put("$inc", new JsonObject().put("n", 1)),
                        new FindOptions(),
                        new UpdateOptions().setReturningNewDocument(true).setUpsert(true)));
                assertThat(made).isEqualTo(row("b").put("n", 1));
            }
        }

        @Test
        void countsEachOfManyAtTheSameTime() {
            try (Rows rows = new Rows()) {
                var all = IntStream.range(0, 50)
                        .mapToObj(i -> mongo.findOneAndUpdateWithOptions(
                                rows.name,
                                row("seq"),
                                new JsonObject().put("$inc", new JsonObject().put("n", 1)),
                                new FindOptions(),
                                new UpdateOptions()
                                        .setReturningNewDocument(true)
                                        .setUpsert(true)))
                        .toList();
                // Of several that find nothing at once some may be refused, as the id is unique.
                get(Future.join(all).otherwiseEmpty());
                List<Integer> numbers = all.stream()
                        .filter(Future::succeeded)
                        .map(each -> each.result().getInteger("n"))
                        .toList();
                assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
                assertThat(rows.one("seq").getInteger("n")).isEqualTo(numbers.size());
            }
        }
    }

    @Nested
    class AQuestion {

        @Test
        void isAnsweredByIdAndBySeveral() {
            try (Rows rows = new Rows().with(row("a"), row("b"), row("c"))) {
                assertThat(rows.ids(row("b"))).containsExactly("b");
                var some = new JsonArray().add("c").add("a").add("x");
                assertThat(rows.ids(new JsonObject().put("_id", new JsonObject().put("$in", some))))
                        .containsExactlyInAnyOrder("a", "c");
            }
        }

        @Test
        void seesWhatWasAcknowledgedBefore() {
            try (Rows rows = new Rows()) {
                for (int i = 0; i < 50; i++) {
                    rows.with(row("id-" + i));
                    assertThat(rows.one("id-" + i)).isNotNull();
                }
            }
        }

        @Test
        void isSortedAndLimited() {
            try (Rows rows = new Rows().with(row("a").put("n", 2), row("b").put("n", 3), row("c").put("n", 1))) {
                var found = get(mongo.findWithOptions(
                        rows.name,
                        new JsonObject().put("n", new JsonObject().put("$gte", 1)),
                        new FindOptions().setSort(new JsonObject().put("n", -1)).setLimit(2)));
                assertThat(found).extracting(row -> row.getString("_id")).containsExactly("b", "a");
            }
        }

        @Test
        void givesEveryPartOfASortedList() {
            try (Rows rows = new Rows()) {
                rows.with(IntStream.range(0, 50)
                        .mapToObj(i -> row("id-" + i).put("n", i * 7 % 25).put("odd", i % 2))
                        .toArray(JsonObject[]::new));
                var order = new JsonObject().put("n", -1).put("_id", 1);
                var odd = new JsonObject().put("odd", 1);
                List<String> all = get(mongo.findWithOptions(rows.name, odd, new FindOptions().setSort(order))).stream()
                        .map(row -> row.getString("_id"))
                        .toList();
                for (int skip = 0; skip <= 25; skip += 5) {
                    var part = new FindOptions().setSort(order).setSkip(skip).setLimit(7);
                    assertThat(get(mongo.findWithOptions(rows.name, odd, part)))
                            .extracting(row -> row.getString("_id"))
                            .isEqualTo(all.subList(skip, Math.min(25, skip + 7)));
                }
            }
        }

        @Test
        void mayBeForSomeFieldsOnly() {
            try (Rows rows = new Rows().with(row("a").put("x", 1).put("y", 2))) {
                var found = get(mongo.findWithOptions(
                        rows.name, row("a"), new FindOptions().setFields(new JsonObject().put("x", 1))));
                assertThat(found).containsExactly(row("a").put("x", 1));
            }
        }

        @Test
        void findsAMemberOfAnArray() {
            try (Rows rows = new Rows()
                    .with(row("a").put("users", new JsonArray().add("ann").add("ben")), row("b"))) {
                assertThat(rows.ids(new JsonObject().put("users", "ben"))).containsExactly("a");
            }
        }

        @Test
        void ofACollectionThatIsNotThereFindsNothing() {
            assertThat(get(mongo.find("contract-none", new JsonObject()))).isEmpty();
        }
    }

    @Nested
    class ARemoval {

        @Test
        void takesOneOrManyAndTheirPlacesInIndexes() {
            try (Rows rows = new Rows().index(true, false, "name")) {
                rows.with(row("a").put("name", "x"), row("b").put("name", "y"), row("c").put("name", "z"));
                assertThat(get(mongo.removeDocument(rows.name, row("a"))).getRemovedCount())
                        .isEqualTo(1);
                var some = new JsonArray().add("b").add("c");
                assertThat(get(mongo.removeDocuments(
                                        rows.name, new JsonObject().put("_id", new JsonObject().put("$in", some))))
                                .getRemovedCount())
                        .isEqualTo(2);
                rows.with(row("d").put("name", "x"));
                assertThat(rows.ids()).containsExactly("d");
            }
        }
    }

    @Nested
    class Values {

        @Test
        void comeBackAsTheyWere() {
            var all = row("a").put("text", "ä\u0000€😀")
                    .put("int", 1)
                    .put("long", Long.MAX_VALUE)
                    .put("double", 0.1)
                    .put("yes", true)
                    .putNull("nothing")
                    .put("list", new JsonArray().add(1).add("x").add(new JsonObject()))
                    .put("deep", new JsonObject().put("a", new JsonObject().put("b", new JsonArray())));
            try (Rows rows = new Rows().with(all)) {
                assertThat(rows.one("a")).isEqualTo(all);
            }
        }

        @Test
        void mayBeLarge() {
            try (Rows rows = new Rows().with(row("a").put("text", "x".repeat(2_000_000)))) {
                assertThat(rows.one("a").getString("text")).hasSize(2_000_000);
            }
        }
    }

    private static Throwable failure(ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        assertThat(thrown).as("it is refused").isInstanceOf(CompletionException.class);
        return thrown.getCause();
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
