package dev.parley.tokens;

import dev.parley.protocol.json.JsonCursor;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import dev.parley.protocol.json.RawJson.Valid;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token in its compact form (RFC 7515 section 7.1), taken apart and not believed yet.
 *
 * <p>Reading is strict, so that nobody else can read something else in it: Base64url in its one form and without padding,
 * no member twice, no critical extensions.
 *
 * @param text as it was received, which is what was signed
 * @param keyId the key that it says it was signed with
 * @param signatureBytes how long its signature is
 */
record Jws(String text, String algorithm, @Nullable String keyId, JwtClaims claims, int signatureBytes) {

    /** Arrays and objects open at once. */
    private static final int MAX_DEPTH = 64;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    static Optional<Jws> parse(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) return Optional.empty();
        byte[] header = decode(token.substring(0, first));
        byte[] payload = decode(token.substring(first + 1, second));
        byte[] signature = decode(token.substring(second + 1));
        if (header == null || payload == null || signature == null) return Optional.empty();
        return object(payload)
                .flatMap(claims -> JwtClaims.of(claims, claims.members()))
                .flatMap(claims -> of(token, header, claims, signature.length));
    }

    private static Optional<Jws> of(String token, byte[] headerText, JwtClaims claims, int signatureBytes) {
        Map<String, RawJson> header = object(headerText).map(RawJson::members).orElse(Map.of());
        RawJson algorithm = header.get("alg");
        RawJson keyId = header.get("kid");
        boolean readable = algorithm != null
                && algorithm.kind() == Kind.STRING
                && (keyId == null || keyId.kind() == Kind.STRING)
                && !header.containsKey("crit");
        if (!readable || algorithm == null) return Optional.empty();
        return Optional.of(new Jws(
                token,
                algorithm.asString().orElseThrow(),
                keyId == null ? null : keyId.asString().orElseThrow(),
                claims,
                signatureBytes));
    }

    /** Whether it says itself that nobody has signed it. */
    boolean isUnsigned() {
        return algorithm.strip().equalsIgnoreCase("none");
    }

    private static byte @Nullable [] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return BASE64.encodeToString(bytes).equals(part) ? bytes : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** The object that these bytes are; nothing if they are something else, or name a member twice. */
    static Optional<RawJson> object(byte[] text) {
        if (!(RawJson.check(text, 0, text.length, MAX_DEPTH) instanceof Valid(RawJson json))) return Optional.empty();
        if (json.kind() != Kind.OBJECT) return Optional.empty();
        int members = 0;
        JsonCursor cursor = json.cursor();
        cursor.enter();
        var names = new HashMap<String, Boolean>();
        while (cursor.more()) {
            names.put(cursor.name(), true);
            cursor.value();
            members++;
        }
        return members == names.size() ? Optional.of(json) : Optional.empty();
    }

    /** Without the text, which lets its bearer in. */
    @Override
    public String toString() {
        return "Jws[" + algorithm + "]";
    }
}
