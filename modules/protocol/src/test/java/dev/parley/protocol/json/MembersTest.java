package dev.parley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.Members.Fault;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {

    @Test
    void whatIsRightIsRead() {
        Members members = Members.of(
                Json.of(
                        "{\"s\":\"text\",\"n\":7,\"f\":true,\"l\":[\"a\",\"b\"],\"t\":\"2030-01-01T01:00:00+01:00\",\"o\":{\"i\":1}}"));
        assertThat(members.string("s", 10)).contains("text");
        assertThat(members.number("n", 1, 7)).contains(7);
        assertThat(members.flag("f")).isTrue();
        assertThat(members.strings("l", 2, 1)).contains(List.of("a", "b"));
        assertThat(members.time("t", "a time", any -> true)).contains(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(members.object("o").orElseThrow().number("i", 0, 1)).contains(1);
        assertThat(members.faults()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNoFaultUnlessItIsRequired() {
        Members members = Members.of(RawJson.EMPTY_OBJECT);
        assertThat(members.string("s", 10)).isEmpty();
        assertThat(members.flag("f")).isFalse();
        assertThat(members.objects("o", 1)).isEmpty();
        assertThat(members.faults()).isEmpty();
        members.require("s");
        assertThat(members.faults()).containsExactly(new Fault("s", "must be there"));
    }

    @Test
    void everyFaultIsNotedWithItsPlace() {
        Members members =
                Members.of(Json.of("{\"s\":\"\",\"n\":1.5,\"l\":[],\"f\":1,\"o\":[{\"i\":9},{\"j\":1},3],\"more\":0}"));
        members.string("s", 10);
        members.number("n", 1, 7);
        members.strings("l", 2, 1);
        members.flag("f");
        members.objects("o", 3).forEach(each -> each.number("i", 0, 1));
        assertThat(members.faults())
                .extracting(Fault::member)
                .containsExactly("s", "n", "l", "f", "o[2]", "o[0].i", "more", "o[1].j");
        assertThat(members.wrong())
                .as("members that nobody asked for are left out")
                .extracting(Fault::member)
                .containsExactly("s", "n", "l", "f", "o[2]", "o[0].i");
        assertThat(members.faults().get(1)).hasToString("\"n\" must be a whole number from 1 to 7.");
    }

    @Test
    void aBodyThatIsNoObjectIsAFault() {
        assertThat(Members.of(RawJson.EMPTY_ARRAY).faults()).singleElement().hasToString("The body must be an object.");
    }

    @Test
    void nullIsAValueOrAbsentAsTheReaderLikes() {
        RawJson body = Json.of("{\"s\":null,\"other\":null}");
        Members strict = Members.of(body);
        assertThat(strict.string("s", 1)).isEmpty();
        assertThat(strict.faults()).extracting(Fault::member).containsExactly("s", "other");

        Members lenient = Members.withoutNulls(body);
        assertThat(lenient.has("s")).isFalse();
        assertThat(lenient.faults())
                .as("even so a misspelt member is one")
                .extracting(Fault::member)
                .containsExactly("other");
    }

    @Test
    void numbersBeyondTheRangeOfAnIntAreFaultsToo() {
        Members members = Members.of(Json.of("{\"n\":4294967297}"));
        assertThat(members.number("n", 1, 7)).isEmpty();
        assertThat(members.faults()).hasSize(1);
    }
}
