package dev.parley.apps.registry;

import dev.parley.apps.App;
import dev.parley.apps.SigningSecret;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the signing secrets of an app change; the first one signs. Pure, but for the secrets that it draws. */
final class SecretRing {

    static final int MOST = 5;

    private final Mint mint;

    SecretRing(Mint mint) {
        this.mint = mint;
    }

    /** {@code {"overlap"?: seconds}}: a secret that signs from now on, and an end for those that were. */
    Outcome<Changed<IssuedSecret>> rotate(App app, RawJson body, Instant now) {
        Members members = Members.of(body);
        Instant end = now.plus(Overlap.read(members));
        if (!members.faults().isEmpty()) return Changed.refused(new Refusal.Invalid(members.faults()));
        IssuedSecret issued = mint.secret();
        var secrets = new ArrayList<SigningSecret>();
        secrets.add(issued.secret());
        for (SigningSecret secret : app.secrets()) {
            SigningSecret ending = secret.endingAt(end);
            if (ending.isGoodAt(now)) secrets.add(ending);
        }
        if (secrets.size() > MOST) return Changed.refused(new Refusal.TooMany("secrets", MOST));
        return Changed.to(app.withSecrets(secrets), issued);
    }

    Outcome<Changed<SigningSecret>> revoke(App app, String id, Instant now) {
        Optional<SigningSecret> found = app.secrets().stream()
                .filter(secret -> secret.id().equals(id) && secret.isGoodAt(now))
                .findFirst();
        if (found.isEmpty()) return Changed.refused(new Refusal.UnknownSecret(id));
        if (app.secrets().getFirst().id().equals(id)) return Changed.refused(new Refusal.SecretInUse(id));
        List<SigningSecret> rest =
                app.secrets().stream().filter(secret -> !secret.id().equals(id)).toList();
        return Changed.to(app.withSecrets(rest), found.get());
    }
}
