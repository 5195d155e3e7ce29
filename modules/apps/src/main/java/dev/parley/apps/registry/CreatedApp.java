package dev.parley.apps.registry;

import dev.parley.apps.App;

/** A new app with its first key and secret. */
public record CreatedApp(App app, IssuedKey key, IssuedSecret secret) {}
