package dev.parley.client;

import dev.parley.client.WebhookRefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies what Parley POSTs to a receiver, by <a href="https://www.standardwebhooks.com">Standard Webhooks</a>, and reads
 * it. Immutable, and safe on every thread.
 *
 * {@snippet file="WebhookExample.java" region="receive"}
 *
 * <p>The body has to be the bytes as they came: what was parsed and written again has another signature.
 */
public final class Webhooks {

    /** A request has few signatures, one for each secret of an endpoint; checking costs time. */
    private static final int MOST_SIGNATURES = 20;

    private final List<WebhookKey> keys;
    private final Duration tolerance;
    private final Clock clock;

    private Webhooks(List<WebhookKey> keys, Duration tolerance, Clock clock) {
        this.keys = keys;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /**
     * A receiver that knows keys, of which one has to fit: several while they are rotated.
     *
     * @param keys secrets ({@code whsec_...}) or public keys ({@code whpk_...}) of an endpoint
     */
    public static Webhooks verifiedBy(String... keys) {
        if (keys.length == 0) throw new IllegalArgumentException("without a key nothing can be verified");
        return new Webhooks(Stream.of(keys).map(WebhookKey::of).toList(), Duration.ofMinutes(5), Clock.systemUTC());
    }

    /** Another tolerance than five minutes for the time at which a request was signed, in both directions. */
    public Webhooks tolerance(Duration other) {
        return new Webhooks(keys, other, clock);
    }

    /** Another clock than the system's. */
    public Webhooks clock(Clock other) {
        return new Webhooks(keys, tolerance, other);
    }

    /**
     * Verifies a request and reads it.
     *
     * @param headers as {@code HttpExchange.getRequestHeaders()} and {@code HttpHeaders.map()} have them; the case of their
     *     names does not matter
     * @return what is told, in its order: one event, or those of a batch
     * @throws WebhookRefusedException when it is not a fresh request of Parley's
     */
    public List<WebhookEvent> verify(byte[] body, Map<String, ? extends List<String>> headers) {
        return verify(body, name -> first(headers, name));
    }

    private static @Nullable String first(Map<String, ? extends List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(each -> name.equalsIgnoreCase(each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .findFirst()
                .orElse(null);
    }

    /**
     * The same where headers are asked for one by one.
     *
     * @param header such as {@code request::getHeader}; null is none
     */
    public List<WebhookEvent> verify(byte[] body, Function<String, @Nullable String> header) {
        String id = present(header.apply("webhook-id"));
        String timestamp = present(header.apply("webhook-timestamp"));
        String signatures = present(header.apply("webhook-signature"));
        checkTime(timestamp);
        if (!signed(WebhookKey.content(id, timestamp, body), signatures)) {
            throw new WebhookRefusedException(Reason.SIGNATURE_INVALID);
        }
        try {
            return WebhookBody.read(id, Json.parse(new String(body, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | DateTimeException notParleys) {
            throw new WebhookRefusedException(Reason.BODY_UNREADABLE);
        }
    }

    private static String present(@Nullable String header) {
        if (header == null || header.isEmpty()) throw new WebhookRefusedException(Reason.HEADER_MISSING);
        return header;
    }

    private void checkTime(String timestamp) {
        long now = clock.instant().getEpochSecond();
        try {
            long signed = Long.parseLong(timestamp);
            if (signed < now - tolerance.toSeconds()) throw new WebhookRefusedException(Reason.TOO_OLD);
            if (signed > now + tolerance.toSeconds()) throw new WebhookRefusedException(Reason.TOO_NEW);
        } catch (NumberFormatException noNumber) {
            throw new WebhookRefusedException(Reason.TIMESTAMP_UNREADABLE);
        }
    }

    private boolean signed(byte[] content, String signatures) {
        return Stream.of(signatures.split(" ", -1))
                .limit(MOST_SIGNATURES)
                .anyMatch(each -> keys.stream().anyMatch(key -> holds(key, content, each)));
    }

    private static boolean holds(WebhookKey key, byte[] content, String signature) {
        String prefix = key.version() + ",";
        if (!signature.startsWith(prefix)) return false;
        try {
            return key.holds(content, Base64.getDecoder().decode(signature.substring(prefix.length())));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
