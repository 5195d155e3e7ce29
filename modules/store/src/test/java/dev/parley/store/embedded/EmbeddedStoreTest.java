package dev.parley.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an embedded store opens, and how it does not. */
class EmbeddedStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Rows.get(vertx.close());
    }

    private EmbeddedStore open() {
        return open(Duration.ofMillis(500));
    }

    private Path file() {
        return folder.resolve("store").resolve("parley.mv");
    }

    private EmbeddedStore open(Duration compactEvery) {
        Opening opening = EmbeddedStore.open(folder, 0, new Compaction.Plan(compactEvery, 1_000_000));
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return ((Opening.Opened) opening).store();
    }

    private String refused(int port) {
        Opening opening = EmbeddedStore.open(folder, port);
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        return ((Opening.Refused) opening).why();
    }

    @Test
    void twoDoNotOpenTheSameFile() {
        try (EmbeddedStore store = open()) {
            assertThat(store.uri()).startsWith("mongodb://127.0.0.1:");
            assertThat(refused(0)).contains(folder.toString()).contains("in use by another process");
        }
        open().close();
    }

    @Test
    void aDamagedFileIsToldWithItsPath() throws Exception {
        Path file = Files.createDirectories(folder.resolve("store")).resolve("parley.mv");
        Files.writeString(file, "no store at all ".repeat(2_000));
        assertThat(refused(0)).contains(file.toString()).contains("is damaged").contains("backup");
    }

    @Test
    void aFileOfAnotherVersionIsToldAndLeftAsItIs() {
        open().close();
        try (var other = MVStore.open(file().toString())) {
            other.setStoreVersion(99);
        }
        for (int attempt = 0; attempt < 2; attempt++)
            assertThat(refused(0)).contains(file().toString()).contains("format 99");
    }

    @Test
    void aPortThatIsTakenIsToldAndTheFileIsFreeAgain() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refused(taken.getLocalPort())).contains("127.0.0.1:" + taken.getLocalPort());
        }
        open().close();
    }

    @Test
    void aFileThatLostItsEndIsAsItWasBefore() throws Exception {
        try (EmbeddedStore store = open();
                Rows rows = new Rows(vertx, store.uri(), "a-")) {
            rows.insertAll(List.of("kept"));
        }
        Path file = file();
        Files.write(file, new byte[3_000], StandardOpenOption.APPEND);
        try (EmbeddedStore store = open();
                Rows rows = new Rows(vertx, store.uri(), "b-")) {
            assertThat(rows.stored()).containsOnlyKeys("kept");
        }
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws Exception {
        open().close();
        Path file = file();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        }
    }

    @Test
    void aFolderThatMayNotBeWrittenIsToldWithWhatToDo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Opening opening = EmbeddedStore.open(file, 0);
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        assertThat(((Opening.Refused) opening).why())
                .contains(file.toString())
                .contains("storage.data (PARLEY_DATA)")
                .contains("cannot be written");
    }

    @Nested
    class BesideWriters {

        /** Tests run with the assertions of the file's own code, which find what would damage it. */
        @Test
        void compactionDisturbsNobody() {
            try (EmbeddedStore store = open(Duration.ofMillis(20));
                    Rows rows = new Rows(vertx, store.uri(), "a-")) {
                rows.index();
                rows.write(16);
                await().atMost(PATIENCE).until(() -> rows.acknowledged() > 6_000 || !rows.failures.isEmpty());
                rows.stop();
                assertThat(rows.failures).isEmpty();
                assertThat(rows.stored()).hasSizeGreaterThan(2_999);
            }
        }

        @Test
        void theFileDoesNotGrowWithoutEnd() throws Exception {
            try (EmbeddedStore store = open(Duration.ofMillis(200));
                    Rows rows = new Rows(vertx, store.uri(), "a-")) {
                rows.index();
                rows.insertAll(
                        IntStream.range(0, 2_000).mapToObj(i -> "row-" + i).toList());
                int sweeps = 30;
                for (int sweep = 0; sweep < sweeps; sweep++) rows.changeAll();
                // Each sweep writes all of them again, and the file holds them once.
                assertThat(Files.size(file())).isLessThan(20_000_000);
            }
        }
    }
}
