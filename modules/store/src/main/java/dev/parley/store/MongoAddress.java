package dev.parley.store;

import com.mongodb.ConnectionString;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of MongoDB (its connection strings), with the options that a store needs. */
public final class MongoAddress {

    /** For who names none. */
    private static final String DATABASE = "parley";

    /** Of a seed list: its one host is a name, without a port. */
    private static final Pattern SEED_LIST =
            Pattern.compile("mongodb\\+srv://([^@/?]+@)?[A-Za-z0-9][A-Za-z0-9.-]*(/[^?]*)?(\\?.*)?");

    private static final Pattern PARTS = Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)(?:/([^?]*))?(?:\\?(.*))?");

    private MongoAddress() {}

    /** Whether a text is an address. What a {@code mongodb+srv} one stands for is only asked when it is used. */
    public static boolean isGood(String uri) {
        if (uri.startsWith("mongodb+srv://")) return SEED_LIST.matcher(uri).matches();
        try {
            return !new ConnectionString(uri).getHosts().isEmpty();
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /**
     * The client's settings. What the address says itself stays.
     *
     * @param uri a good one
     */
    static JsonObject settings(String uri, int poolSize, Duration timeout) {
        String millis = Long.toString(timeout.toMillis());
        var options = new LinkedHashMap<String, String>();
        options.put("w", "majority");
        options.put("journal", "true");
        options.put("maxPoolSize", Integer.toString(poolSize));
        options.put("serverSelectionTimeoutMS", millis);
        options.put("connectTimeoutMS", millis);
        options.put("timeoutMS", millis);
        return new JsonObject().put("connection_string", with(uri, options)).put("db_name", database(uri));
    }

    private static String database(String uri) {
        Matcher parts = PARTS.matcher(uri);
        if (!parts.matches() || parts.group(2) == null || parts.group(2).isEmpty()) return DATABASE;
        return parts.group(2);
    }

    static String with(String uri, Map<String, String> options) {
        Matcher parts = PARTS.matcher(uri);
        if (!parts.matches()) throw new IllegalArgumentException("not an address");
        String given = parts.group(3) == null ? "" : parts.group(3);
        var text = new StringBuilder(parts.group(1))
                .append('/')
                .append(parts.group(2) == null ? "" : parts.group(2))
                .append('?')
                .append(given);
        String known = "&" + given.toLowerCase(Locale.ROOT);
        options.forEach((name, value) -> {
            if (known.contains("&" + name.toLowerCase(Locale.ROOT) + "=")) return;
            char last = text.charAt(text.length() - 1);
            if (last != '?' && last != '&') text.append('&');
            text.append(name).append('=').append(value);
        });
        return text.toString();
    }
}
