package dev.parley.apps;

import java.util.List;
import java.util.Optional;

/** The part of an {@link App} that its owner writes, with the same meaning as there; the rest is made for it. */
public record AppSettings(
        String name,
        List<JwtTrust> trusts,
        Optional<AuthHook> hook,
        Optional<List<String>> origins,
        boolean md5JoinTokens,
        Limits limits) {

    public AppSettings {
        trusts = List.copyOf(trusts);
        origins = origins.map(List::copyOf);
    }
}
