package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageSettingsTest {

    @Test
    void thereIsNoMongoDbUnlessOneIsNamed() {
        var storage = Loads.nothing().configuration().storage();
        assertThat(storage.uri()).isEmpty();
        assertThat(storage.data()).isEqualTo(Path.of("var"));
        assertThat(storage.port()).isZero();
        assertThat(storage.timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void dataLiesInTheHomeThatIsNamed() {
        var home = Loads.nothing().environment("PARLEY_HOME", "/opt/parley");
        assertThat(home.configuration().storage().data()).isEqualTo(Path.of("/opt/parley/var"));
        assertThat(home.environment("PARLEY_DATA", "data")
                        .configuration()
                        .storage()
                        .data())
                .isEqualTo(Path.of("/opt/parley/data"));
        assertThat(home.environment("PARLEY_DATA", "/data")
                        .configuration()
                        .storage()
                        .data())
                .isEqualTo(Path.of("/data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://db.example",
                "mongodb://ann:secret@a.example:27017,b.example:27018/chat?replicaSet=rs0",
                "mongodb+srv://ann:secret@cluster.example/chat"
            })
    void addressesOfMongoDbAreTaken(String uri) {
        assertThat(Loads.nothing()
                        .environment("MONGODB_URI", uri)
                        .configuration()
                        .storage()
                        .uri())
                .contains(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.example:27017",
                "http://ann:pa55word@db.example/",
                "mongodb://ann:pa55word@/parley",
                "mongodb://ann:pa55word@db.example:x/parley",
                "mongodb://ann:pa55word@db.example/parley?w=-7",
                "mongodb+srv://ann:pa55word@/parley"
            })
    void otherTextsAreFaultsWhichDoNotShowThem(String uri) {
        Loads loads = Loads.nothing().environment("MONGODB_URI", uri);
        assertThat(loads.faultLines())
                .singleElement()
                .satisfies(fault -> assertThat(fault)
                        .startsWith("storage.uri: ")
                        .contains("mongodb://127.0.0.1:27017/parley")
                        .endsWith("(environment MONGODB_URI)")
                        .doesNotContain("pa55word"));
    }

    @Test
    void aPasswordIsInNoText() {
        var loaded = Loads.nothing()
                .environment("MONGODB_URI", "mongodb://ann:pa55word@db.example/parley")
                .loaded();
        assertThat(loaded.toString() + loaded.configuration().storage()).doesNotContain("pa55word");
    }
}
