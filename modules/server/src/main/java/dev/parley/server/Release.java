package dev.parley.server;

import java.util.Objects;

/** Which Parley this is. */
public final class Release {

    private Release() {}

    /** What the jar's manifest says; classes outside a jar have no version. */
    public static String version() {
        return Objects.requireNonNullElse(Release.class.getPackage().getImplementationVersion(), "(not built)");
    }
}
