package dev.parley.apps.registry;

import dev.parley.apps.AppSettings;
import dev.parley.apps.AuthHook;
import dev.parley.apps.JwtTrust;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.protocol.json.Members;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what the owner of an app wrote; {@link SettingsJson} writes it. */
final class SettingsReader {

    private static final int MAX_NAME = 256;
    private static final int MAX_ORIGINS = 100;
    private static final int MAX_TRUSTS = 10;
    private static final int MAX_HOOK_MILLIS = 30_000;
    private static final int MAX_CACHE_SECONDS = 86_400;

    private static final String HOST = "([a-z0-9]([a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])";
    private static final Pattern ORIGIN = Pattern.compile("\\*|[a-z][a-z0-9+.-]*://" + HOST + "(:\\d{1,5})?|" + HOST);

    private SettingsReader() {}

    /** What of it is right; of use only if no faults were noted. */
    static AppSettings read(Members app, boolean plainLoopback) {
        app.require("name");
        return new AppSettings(
                app.string("name", MAX_NAME).orElse(""),
                trusts(app, plainLoopback),
                app.object("hook").flatMap(hook -> hook(hook, plainLoopback)),
                origins(app),
                app.flag("allow-md5-join-tokens"),
                app.object("limits").map(SettingsReader::limits).orElse(Limits.NONE));
    }

    private static List<JwtTrust> trusts(Members app, boolean plainLoopback) {
        return app.objects("trusts", MAX_TRUSTS).stream()
                .flatMap(trust -> TrustReader.read(trust, plainLoopback).stream())
                .toList();
    }

    private static Optional<AuthHook> hook(Members hook, boolean plainLoopback) {
        hook.require("url");
        Optional<URI> url =
                hook.text("url", WebAddress.expected(plainLoopback), text -> WebAddress.read(text, plainLoopback));
        int timeout = hook.number("timeout", 100, MAX_HOOK_MILLIS).orElse(5_000);
        int cache = hook.number("cache", 0, MAX_CACHE_SECONDS).orElse(0);
        return url.map(there -> new AuthHook(there, Duration.ofMillis(timeout), Duration.ofSeconds(cache)));
    }

    /** As {@code sockets.allowed-origins} takes them. No element at all lets no page in. */
    private static Optional<List<String>> origins(Members app) {
        Optional<List<String>> none = app.value("origins")
                .filter(value -> value.toString().replaceAll("\\s", "").equals("[]"))
                .map(empty -> List.of());
        if (none.isPresent()) return none;
        return app.list("origins", MAX_ORIGINS, "an origin such as https://example.org, a host name, or *", text -> {
            String origin = text.toLowerCase(Locale.ROOT).replaceAll("/$", "");
            return origin.length() <= MAX_NAME && ORIGIN.matcher(origin).matches()
                    ? Optional.of(origin)
                    : Optional.empty();
        });
    }

    private static Limits limits(Members members) {
        var limits = new EnumMap<Limit, Integer>(Limit.class);
        for (Limit limit : Limit.values()) {
            members.number(limit.key(), limit.least(), limit.most()).ifPresent(value -> limits.put(limit, value));
        }
        return new Limits(limits);
    }
}
