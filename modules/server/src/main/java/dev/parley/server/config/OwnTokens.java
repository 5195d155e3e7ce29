package dev.parley.server.config;

import java.util.List;
import java.util.Set;

/**
 * What has to hold where a profile signs its users' tokens itself: the node has to believe what it makes. Owned by the
 * thread that loads the configuration.
 *
 * @param claims that its tokens have
 */
record OwnTokens(Settings settings, String profile, Set<String> claims) {

    private static final String JWT_SECRET = "app.jwt.secret";
    private static final String ALGORITHMS = "app.jwt.algorithms";
    private static final String REQUIRED = "app.jwt.required-claims";

    void judge() {
        if (!settings.present(JWT_SECRET))
            settings.refuse(JWT_SECRET, "none, and " + profile + " needs one", "set JWT_SECRET");
        List<String> algorithms = settings.list(ALGORITHMS, Kinds.CLAIM);
        if (!algorithms.isEmpty() && !algorithms.contains("HS256")) {
            settings.refuse(ALGORITHMS, "without HS256, by which " + profile + " signs its tokens", "add HS256");
        }
        if (settings.present("app.jwt.issuer")) wanting("app.jwt.issuer");
        if (settings.present("app.jwt.audience")) wanting("app.jwt.audience");
        if (!claims.containsAll(settings.list(REQUIRED, Kinds.CLAIM))) wanting(REQUIRED);
    }

    private void wanting(String key) {
        settings.refuse(
                key,
                "asks for more than the tokens say that " + profile + " makes",
                "leave it out, or drop " + profile);
    }
}
