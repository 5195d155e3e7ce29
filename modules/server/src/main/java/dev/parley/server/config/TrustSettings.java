package dev.parley.server.config;

import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.apps.VerifyingKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/** The issuer whose JSON Web Tokens the default app trusts. Owned by the thread that loads the configuration. */
final class TrustSettings {

    private static final String SECRET = "app.jwt.secret";
    private static final String PUBLIC_KEY = "app.jwt.public-key";
    private static final String JWKS_URL = "app.jwt.jwks-url";
    private static final String ALGORITHMS = "app.jwt.algorithms";
    private static final List<String> SOURCES = List.of(SECRET, PUBLIC_KEY, JWKS_URL);

    /** RFC 7518 section 3.2: an HMAC key must not be shorter than the hash. */
    private static final int GOOD_SECRET = 32;

    private static final int LARGEST_KEY = 64 * 1024;

    private static final Set<String> BY_SECRET = Set.of("HS256", "HS384", "HS512");

    /** What issuers sign with unless they say otherwise. */
    private static final Set<String> USUAL = Set.of("RS256", "ES256", "ES384", "ES512", "EdDSA");

    /**
     * Where keys come from, and what may be signed with them.
     *
     * @param setting that names it
     */
    private record Source(String setting, KeySource keys, Set<String> fitting, Set<String> usual) {}

    private final Settings settings;

    private TrustSettings(Settings settings) {
        this.settings = settings;
    }

    /** One trust, or none if no key is given. */
    static List<JwtTrust> read(Settings settings) {
        return new TrustSettings(settings).trusts();
    }

    private List<JwtTrust> trusts() {
        List<Source> sources = Stream.of(secret(), publicKey(), jwks())
                .flatMap(Optional::stream)
                .toList();
        List<String> given = SOURCES.stream().filter(settings::present).toList();
        if (given.size() > 1) {
            settings.refuse(given.get(1), "is there beside " + given.getFirst(), "keep one of them");
        }
        Set<String> chosen = Set.copyOf(settings.list(ALGORITHMS, Kind.name("algorithm", sorted(JwtTrust.ALGORITHMS))));
        var trusts = new ArrayList<JwtTrust>();
        Optional<String> issuer = settings.maybe("app.jwt.issuer", Kinds.CLAIM_TEXT);
        Optional<String> audience = settings.maybe("app.jwt.audience", Kinds.CLAIM_TEXT);
        String userClaim = settings.one("app.jwt.user-claim", Kinds.CLAIM);
        Set<String> required = Set.copyOf(settings.list("app.jwt.required-claims", Kinds.CLAIM));
        int leeway =
                (int) settings.one("app.jwt.leeway", Kind.duration("0s", "5m")).toSeconds();
        for (Source source : sources) {
            Set<String> algorithms = algorithms(source, chosen);
            trusts.add(new JwtTrust(source.keys, algorithms, issuer, audience, userClaim, required, leeway));
        }
        if (given.isEmpty()) warnOfNoUse(chosen, issuer, audience);
        return trusts;
    }

    private Set<String> algorithms(Source source, Set<String> chosen) {
        Set<String> unfit =
                chosen.stream().filter(name -> !source.fitting.contains(name)).collect(Collectors.toSet());
        if (!unfit.isEmpty()) {
            settings.refuse(
                    ALGORITHMS,
                    String.join(", ", sorted(unfit)) + " cannot be checked by " + source.setting,
                    "name some of " + String.join(", ", sorted(source.fitting)));
        }
        return chosen.isEmpty() ? source.usual : chosen;
    }

    private void warnOfNoUse(Set<String> chosen, Optional<String> issuer, Optional<String> audience) {
        String of = "of no use without " + String.join(", ", SOURCES.subList(0, 2)) + " or " + JWKS_URL;
        if (!chosen.isEmpty()) settings.warn(ALGORITHMS, of);
        if (issuer.isPresent()) settings.warn("app.jwt.issuer", of);
        if (audience.isPresent()) settings.warn("app.jwt.audience", of);
    }

    private Optional<Source> secret() {
        Optional<SecretKey> key = settings.maybe(SECRET, Kinds.SECRET).map(Secrets::hmac);
        key.map(Secrets::length)
                .filter(bytes -> bytes < GOOD_SECRET)
                .ifPresent(bytes -> settings.warn(
                        SECRET,
                        "a secret of only " + bytes + " bytes can be guessed; use " + GOOD_SECRET + " or more"));
        return key.map(it -> new Source(SECRET, new KeySource.Secret(it), BY_SECRET, Set.of("HS256")));
    }

    private Optional<Source> publicKey() {
        Optional<VerifyingKey> key = settings.maybe(PUBLIC_KEY, Kinds.FILE).flatMap(this::keyIn);
        return key.map(it -> new Source(
                PUBLIC_KEY,
                new KeySource.PublicKey(it.pem()),
                it.algorithms(),
                it.algorithms().stream().filter(USUAL::contains).collect(Collectors.toSet())));
    }

    private Optional<VerifyingKey> keyIn(String file) {
        try {
            Path path = Path.of(file);
            String text = Files.size(path) > LARGEST_KEY ? "" : Files.readString(path);
            Optional<VerifyingKey> key = VerifyingKey.ofPem(text);
            if (key.isEmpty()) {
                settings.refuse(
                        PUBLIC_KEY,
                        "'" + file + "' is not a public key (RSA of 2048 bits or more, EC or Ed25519)",
                        "make one with: openssl pkey -in private.pem -pubout");
            }
            return key;
        } catch (IOException | InvalidPathException unreadable) {
            settings.refuse(PUBLIC_KEY, "'" + file + "' cannot be read", "name a PEM file that this user may read");
            return Optional.empty();
        }
    }

    private Optional<Source> jwks() {
        Optional<URI> url = settings.maybe(JWKS_URL, Kinds.JWKS_URL);
        Set<String> byKey = JwtTrust.ALGORITHMS.stream()
                .filter(name -> !BY_SECRET.contains(name))
                .collect(Collectors.toSet());
        return url.map(it -> new Source(JWKS_URL, new KeySource.Jwks(it), byKey, USUAL));
    }

    private static Set<String> sorted(Set<String> names) {
        return new TreeSet<>(names);
    }
}
