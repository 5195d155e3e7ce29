package dev.parley.sockets.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as the cluster keeps them. */
class SessionTextTest {

    private static final NodeId HOST = new NodeId("node-1.abc");

    private static SavedSession session(Optional<String> user) {
        Map<Target, Position> owed = new LinkedHashMap<>();
        owed.put(Target.EVERYONE, Position.EMPTY);
        owed.put(Target.socket("sid"), Position.EMPTY.with(HOST, 3));
        owed.put(Target.room("a \"room\"\n\u2028"), Position.EMPTY.with(HOST, Long.MAX_VALUE));
        owed.put(Target.user("ann"), Position.EMPTY.with(HOST, 9).with(new NodeId("other"), 1));
        return new SavedSession(
                new AppNamespace("app", "/chat"),
                "sid",
                "life",
                HOST,
                user,
                Instant.ofEpochMilli(1_700_000_000_123L),
                owed,
                JsonWriter.object(w -> w.name("rooms").beginObject().endObject()));
    }

    @Test
    void areReadAsTheyWereWritten() {
        for (Optional<String> user : java.util.List.of(Optional.of("ann"), Optional.<String>empty()))
            assertThat(SessionText.read(SessionText.write(session(user)))).contains(session(user));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{'v':2,'app':'a','namespace':'/','id':'s','life':'l','host':'h','owed':[['e','','1']],'state':{}}",
                "{'v':1,'namespace':'/','id':'s','life':'l','host':'h','owed':[['e','','1']],'state':{}}",
                "{'v':1,'app':'a','namespace':'/','id':'s','host':'h','owed':[['e','','1']],'state':{}}",
                "{'v':1,'app':'a','namespace':'/','id':'s','life':'l','host':'h','owed':[],'state':{}}",
                "{'v':1,'app':'a','namespace':'/','id':'s','life':'l','host':'h','owed':[['x','','1']],'state':{}}",
                "{'v':1,'app':'a','namespace':'/','id':'s','life':'l','host':'h','owed':[['e','']],'state':{}}",
                "{'v':1,'app':'a','namespace':'/','id':'s','life':'l','host':'h','owed':[['e','','nonsense']],'state':{}}",
                "{'v':1,'app':'a','namespace':'/','id':'s','life':'l','host':'h','owed':[['e','','1']],'state':[]}"
            })
    void areNoneWhereTheyAreNotUnderstood(String text) {
        assertThat(SessionText.read(text.replace('\'', '"'))).isEmpty();
    }

    @Test
    void goOnAtAnotherNode() {
        var other = new NodeId("other");
        assertThat(session(Optional.empty()).goingOn(other, "next").host()).isEqualTo(other);
        assertThat(session(Optional.empty()).goingOn(other, "next").owed())
                .isEqualTo(session(Optional.empty()).owed());
    }
}
