package dev.parley.profiles.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenRoomsTest {

    @ParameterizedTest
    @CsvSource({
        "public:*,public:lobby,true",
        "public:*,public:,true",
        "public:*,publi,false",
        "public:*,not-public:lobby,false",
        "lobby,lobby,true",
        "lobby,lobby2,false",
        "*,anything at all,true",
        "*:open,team:open,true",
        "*:open,team:open:not,false",
        "a*b*c,a-b-c,true",
        "a*b*c,a-c-b,false",
        "a.b*c,axbc,false",
        "(*)*,(x)y,true"
    })
    void takeAStarForAnyTextAndNothingElseForAPattern(String pattern, String room, boolean open) {
        assertThat(new OpenRooms(List.of(pattern)).contain(room)).isEqualTo(open);
    }

    @Test
    void areNoneWithoutAPattern() {
        assertThat(new OpenRooms(List.of()).contain("public:lobby")).isFalse();
    }

    @Test
    void areThoseOfAnyPattern() {
        var rooms = new OpenRooms(List.of("a", "b*"));
        assertThat(List.of("a", "b", "bb", "c")).filteredOn(rooms::contain).containsExactly("a", "b", "bb");
    }
}
