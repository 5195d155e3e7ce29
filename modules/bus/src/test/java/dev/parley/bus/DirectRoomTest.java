package dev.parley.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.chat.DirectRoom;
import org.junit.jupiter.api.Test;

class DirectRoomTest {

    @Test
    void twoUsersHaveOneRoomWhoeverAsks() {
        assertThat(DirectRoom.id("ann", "bob")).isEqualTo(DirectRoom.id("bob", "ann"));
        assertThat(DirectRoom.isTaken(DirectRoom.id("ann", "bob"))).isTrue();
    }

    /** The id is in stores: another one would be another conversation. */
    @Test
    void theIdNeverChanges() {
        assertThat(DirectRoom.id("ann", "bob")).isEqualTo("d_3bd8a5fb66e5f8458712b75482dc15d0");
    }

    @Test
    void othersHaveAnother() {
        assertThat(DirectRoom.id("ab", "c")).isNotEqualTo(DirectRoom.id("a", "bc"));
        assertThat(DirectRoom.id("ann", "ann")).isNotEqualTo(DirectRoom.id("ann", "bob"));
    }
}
