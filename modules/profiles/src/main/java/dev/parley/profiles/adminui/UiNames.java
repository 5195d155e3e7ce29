package dev.parley.profiles.adminui;

import dev.parley.apps.Apps;
import dev.parley.bus.AppNamespace;
import java.util.Optional;

/** What namespaces are called in the UI. Safe on every thread. */
record UiNames(Apps apps) {

    private static final String BETWEEN = ":";

    String of(AppNamespace namespace) {
        return namespace.app().equals(apps.standard().id())
                ? namespace.name()
                : namespace.app() + BETWEEN + namespace.name();
    }

    /** The namespace of that name; nothing where there is no such app, or the name cannot be one. */
    Optional<AppNamespace> read(String name) {
        if (name.startsWith("/"))
            return Optional.of(new AppNamespace(apps.standard().id(), name));
        int slash = name.indexOf(BETWEEN + "/");
        if (slash < 0) return Optional.empty();
        return apps.find(name.substring(0, slash))
                .map(app -> new AppNamespace(app.id(), name.substring(slash + BETWEEN.length())));
    }
}
