package dev.parley.store.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.store.documents.Keys;

/** A user among those of all apps and namespaces. */
public record UserKey(AppNamespace at, String user) {

    String text() {
        return Keys.scope(at) + Keys.SEPARATOR + Keys.part(user);
    }

    static UserKey parse(String text) {
        String[] parts = text.split("\\|", 3);
        return new UserKey(new AppNamespace(Keys.name(parts[0]), Keys.name(parts[1])), Keys.name(parts[2]));
    }
}
