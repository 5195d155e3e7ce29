package dev.parley.apps.registry;

import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.Scope;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the API keys of an app change. Pure, but for the keys that it draws. */
final class KeyRing {

    static final int MOST = 100;

    private static final String SCOPES =
            "one of " + Arrays.stream(Scope.values()).map(Scope::text).collect(Collectors.joining(", "));

    private final Mint mint;

    KeyRing(Mint mint) {
        this.mint = mint;
    }

    /** {@code {"scopes": [...], "until"?: time}}. */
    Outcome<Changed<IssuedKey>> add(App app, RawJson body, Instant now) {
        Members members = Members.of(body);
        Optional<List<Scope>> scopes = members.list("scopes", Scope.values().length, SCOPES, Scope::of);
        members.require("scopes");
        Optional<Instant> until = members.time("until", "a time to come, such as 2030-01-31T12:00:00Z", now::isBefore);
        if (!members.faults().isEmpty()) return Changed.refused(new Refusal.Invalid(members.faults()));
        return with(app, mint.key(Set.copyOf(scopes.orElseThrow()), until), app.keys(), now);
    }

    /** {@code {"overlap"?: seconds}}: a key with the same scopes, and an end for the one that was. */
    Outcome<Changed<IssuedKey>> rotate(App app, String id, RawJson body, Instant now) {
        Members members = Members.of(body);
        Instant end = now.plus(Overlap.read(members));
        if (!members.faults().isEmpty()) return Changed.refused(new Refusal.Invalid(members.faults()));
        Optional<ApiKey> old = find(app, id, now);
        if (old.isEmpty()) return Changed.refused(new Refusal.UnknownKey(id));
        List<ApiKey> others = app.keys().stream()
                .map(key -> key.id().equals(id) ? key.endingAt(end) : key)
                .toList();
        return with(app, mint.key(old.get().scopes(), Optional.empty()), others, now);
    }

    Outcome<Changed<ApiKey>> revoke(App app, String id, Instant now) {
        Optional<ApiKey> key = find(app, id, now);
        if (key.isEmpty()) return Changed.refused(new Refusal.UnknownKey(id));
        List<ApiKey> rest =
                app.keys().stream().filter(each -> !each.id().equals(id)).toList();
        return Changed.to(app.withKeys(rest), key.get());
    }

    private static Outcome<Changed<IssuedKey>> with(App app, IssuedKey issued, List<ApiKey> others, Instant now) {
        var keys = new ArrayList<ApiKey>();
        for (ApiKey key : others) {
            if (key.isGoodAt(now)) keys.add(key);
        }
        if (keys.size() >= MOST) return Changed.refused(new Refusal.TooMany("keys", MOST));
        keys.add(issued.key());
        return Changed.to(app.withKeys(keys), issued);
    }

    private static Optional<ApiKey> find(App app, String id, Instant now) {
        return app.keys().stream()
                .filter(key -> key.id().equals(id) && key.isGoodAt(now))
                .findFirst();
    }
}
