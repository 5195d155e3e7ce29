package dev.parley.profiles.adminui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Apps;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTest {

    private static final AppNamespace ROOT = new AppNamespace("default", "/");
    private static final Apps APPS = AppTable.of(
            App.bare("default"),
            new Limits(Stream.of(Limit.values()).collect(Collectors.toMap(limit -> limit, limit -> 100))),
            () -> Instant.EPOCH);

    private final Actions actions = new Actions(APPS, new UiNames(APPS));

    /** An event whose arguments are these. */
    private record Asked(String name, Payload payload) implements ClientEvent {

        @Override
        public boolean wantsAck() {
            return false;
        }

        @Override
        public void ack(Payload answer) {}
    }

    private Actions.Reading read(String name, String args) {
        byte[] bytes = args.replace('\'', '"').getBytes(UTF_8);
        RawJson array = ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 10)).value();
        return actions.read(new Asked(name, new Payload(array.elements(), List.of())));
    }

    private Action action(String name, String args) {
        return ((Actions.Understood) read(name, args)).action();
    }

    @Test
    void anEmitHasWhatComesBehindTheName() {
        assertThat(action("emit", "['/','r','news',1,{'a':2}]")).isInstanceOfSatisfying(Action.Emit.class, emit -> {
            assertThat(emit.event()).isEqualTo("news");
            assertThat(emit.payload().args()).hasToString("[1, {\"a\":2}]");
            assertThat(emit.audience().to()).containsExactly(Target.room("r"), Target.socket("r"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"join|['/','r']", "join|['/','r',null]", "join|['/','r','']", "leave|['/','r']"})
    void withoutAFilterItIsEverybody(String name, String args) {
        assertThat(action(name, args).audience().to()).containsExactly(Target.EVERYONE);
    }

    @Test
    void aDisconnectLeavesTheConnectionUnlessItSaysOtherwise() {
        assertThat(action("_disconnect", "['/',true,'id']"))
                .isEqualTo(new Action.Disconnect(ROOT, Optional.of("id"), true));
        assertThat(action("_disconnect", "['/']")).isEqualTo(new Action.Disconnect(ROOT, Optional.empty(), false));
        assertThat(action("_disconnect", "['/','yes']"))
                .isEqualTo(new Action.Disconnect(ROOT, Optional.empty(), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "emit|[]|unknown_namespace",
                "join|[7,'r']|unknown_namespace",
                "join|['nobody:/','r']|unknown_namespace",
                "emit|['/',7,'news']|invalid_room",
                "emit|['/',null]|invalid_event",
                "emit|['/',null,{}]|invalid_event",
                "emit|['/',null,'connect']|reserved_event",
                "join|['/']|invalid_room",
                "join|['/','']|invalid_room",
                "leave|['/','r',['a']]|invalid_room",
                "leave|['/','01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890']|invalid_room",
                "publish|['/']|unknown_event"
            })
    void whatCannotBeDoneIsNamed(String name, String args, String code) {
        assertThat(read(name, args))
                .isInstanceOfSatisfying(
                        Actions.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
