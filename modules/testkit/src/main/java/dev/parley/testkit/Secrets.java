package dev.parley.testkit;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** The keys of one cluster, made for it. The nodes and the scenarios get the same. */
public final class Secrets {

    private static final int BYTES = 32;

    private final String apiKey = HexFormat.of().formatHex(random());
    private final String adminKey = HexFormat.of().formatHex(random());
    private final String joinTokenSecret = HexFormat.of().formatHex(random());
    private final String webhookSecret = "whsec_" + Base64.getEncoder().encodeToString(random());

    public String apiKey() {
        return apiKey;
    }

    public String joinTokenSecret() {
        return joinTokenSecret;
    }

    public String webhookSecret() {
        return webhookSecret;
    }

    Map<String, String> environment() {
        return Map.of("HTTP_API_KEY", apiKey, "ADMIN_API_KEY", adminKey, "JOIN_TOKEN_SECRET", joinTokenSecret);
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
