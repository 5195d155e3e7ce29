package dev.parley.profiles;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.UserQuestion.Seen;
import dev.parley.cluster.OnlineUsers;
import java.time.InstantSource;

/**
 * Notes when users were last seen, whichever node their last socket was at: every node does, since one that dies cannot
 * do it for its own. Immutable.
 */
public final class LastSeen implements OnlineUsers.Watcher {

    private final Chat chat;
    private final InstantSource clock;

    public LastSeen(Chat chat, InstantSource clock) {
        this.chat = chat;
        this.clock = clock;
    }

    /** A node that dies with all others has at least noted this. */
    @Override
    public void online(AppNamespace at, String user) {
        note(at, user);
    }

    @Override
    public void offline(AppNamespace at, String user) {
        note(at, user);
    }

    /** What comes of it is of no use to anybody. */
    private void note(AppNamespace at, String user) {
        var unused = chat.ask(new Seen(at, user, clock.instant()));
    }
}
