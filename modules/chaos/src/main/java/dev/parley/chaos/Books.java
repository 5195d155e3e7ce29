package dev.parley.chaos;

import dev.parley.chaos.check.ChatBook;
import dev.parley.chaos.check.Ledger;
import dev.parley.chaos.check.PresenceBook;

/** All that is taken down in a run. */
record Books(
        Ledger events,
        ChatBook chat,
        PresenceBook presence,
        Reconnections reconnections,
        Notes notes,
        Troubles troubles) {

    static Books empty() {
        return new Books(
                new Ledger(), new ChatBook(), new PresenceBook(), new Reconnections(), new Notes(), new Troubles());
    }
}
