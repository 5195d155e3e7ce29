package dev.parley.profiles.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.profiles.schema.EventDocument.Described;
import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDocumentTest {

    private static EventDocument of(String profile) {
        String name = "/dev/parley/profiles/" + profile + "/asyncapi.yaml";
        try (InputStream file = Objects.requireNonNull(EventDocument.class.getResourceAsStream(name))) {
            return EventDocument.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException damaged) {
            throw new AssertionError(damaged);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"parley", "instantio", "panel", "channels", "messaging", "marketplace"})
    void everyEventHasExamplesAndEveryExampleFits(String profile) {
        assertThat(of(profile).events()).isNotEmpty().allSatisfy(event -> {
            assertThat(event.examples()).as(event.id()).isNotEmpty();
            for (String example : event.examples()) {
                assertThat(event.schema().fault(args(event, Json.of(example))))
                        .as(event.id() + " " + example)
                        .isEmpty();
            }
        });
    }

    private static List<RawJson> args(Described event, RawJson example) {
        return event.schema().isOfAll() ? example.elements() : List.of(example);
    }

    @Test
    void anArgumentThatIsNotThereIsNull() {
        EventSchema rooms = Objects.requireNonNull(of("parley").fromClients().get("rooms"));
        assertThat(rooms.fault(List.of())).isEmpty();
        EventSchema edit = Objects.requireNonNull(of("parley").fromClients().get("message:edit"));
        assertThat(edit.fault(List.of())).hasValue(": null found, object expected");
    }

    @Test
    void anArgumentMoreIsOneTooMany() {
        EventSchema ping = Objects.requireNonNull(of("parley").fromClients().get("ping"));
        assertThat(ping.fault(List.of(RawJson.NULL, RawJson.NULL))).hasValue("the event takes one argument");
    }
}
