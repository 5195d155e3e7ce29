package dev.parley.profiles.adminui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Limits;
import dev.parley.bus.AppNamespace;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UiNamesTest {

    private final UiNames names = new UiNames(AppTable.of(App.bare("default"), Limits.NONE, () -> Instant.EPOCH));

    @ParameterizedTest
    @CsvSource({"default,/,/", "default,/chat,/chat", "default,/other:/x,/other:/x"})
    void namespacesOfTheConfiguredAppHaveTheirOwnNames(String app, String namespace, String name) {
        var at = new AppNamespace(app, namespace);
        assertThat(names.of(at)).isEqualTo(name);
        assertThat(names.read(name)).contains(at);
    }

    @Test
    void thoseOfOthersAreToldApart() {
        assertThat(names.of(new AppNamespace("acme", "/chat"))).isEqualTo("acme:/chat");
        assertThat(names.read("default:/chat")).contains(new AppNamespace("default", "/chat"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chat", "nobody:/chat", ":/", "default:chat"})
    void otherNamesAreNone(String name) {
        assertThat(names.read(name)).isEmpty();
    }
}
