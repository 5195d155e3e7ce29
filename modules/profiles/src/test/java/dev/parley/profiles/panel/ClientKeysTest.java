package dev.parley.profiles.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.profiles.panel.ClientKeys.Opened;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeysTest {

    private final ClientKeys keys = ClientKeys.of(List.of("secret", "a.b.c", "old"));

    @ParameterizedTest
    @ValueSource(strings = {"secret", "a.b.c", "old", "secret.", "a.b.c."})
    void aSecretAloneOpensForNobodyInParticular(String key) {
        assertThat(keys.open(key)).contains(new Opened(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"secret.ann,ann", "a.b.c.ann,ann", "old.1,1"})
    void whatFollowsTheLastDotIsTheUser(String key, String user) {
        assertThat(keys.open(key)).contains(new Opened(Optional.of(user)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "guessed",
                "secre",
                "secrets",
                "SECRET",
                ".secret",
                "secret.ann.bob",
                "a",
                "a.b",
                "a.b.ann"
            })
    void nothingElseOpens(String key) {
        assertThat(keys.open(key)).isEmpty();
    }

    @Test
    void withoutASecretNothingOpens() {
        assertThat(ClientKeys.of(List.of()).open("")).isEmpty();
    }

    @Test
    void theirTextTellsNothingOfThem() {
        assertThat(keys.toString()).isEqualTo("ClientKeys[3]");
        assertThat(keys.digests()).noneMatch(digest -> digest.contains("secret"));
    }
}
