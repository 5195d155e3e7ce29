package dev.parley.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.outbound.Guard;
import dev.parley.profiles.marketplace.MarketplaceConfig.Membership.Backend;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.sockets.engine.IpBlock;
import dev.parley.store.MongoAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.SecretKey;

/** The kinds of text that more than a range describes. */
final class Kinds {

    /** Commands that make a good secret. */
    static final String NEW_WEBHOOK_SECRET = "echo \"whsec_$(openssl rand -base64 32)\"";

    private static final String NEW_SECRET = "the output of: openssl rand -hex 32";

    private static final String HOST = "([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])";

    static final Kind<String> NAME =
            Kind.text("a name of letters, digits, '.', '_' and '-' (64 at most)", "chat-1", "[A-Za-z0-9._-]{1,64}");

    static final Kind<String> HOST_NAME =
            Kind.text("a host name or an IP address", "127.0.0.1", HOST + "|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** One that is to be found out among those of this machine, too. */
    static final Kind<String> OWN_ADDRESS = new Kind<>(
            "a host name, an IP address, auto or a block of addresses as 10.0.0.0/8",
            "10.0.0.2",
            false,
            text -> HOST_NAME.read().apply(text).or(() -> IpBlock.of(text).map(block -> text)));

    static final Kind<String> MEMBER = Kind.text("a host and a port", "10.0.0.2:5701", HOST + ":\\d{1,5}")
            .map(text -> Optional.of(text).filter(Kinds::goodPort));

    /** With a slash at both ends, whether or not they were written. */
    static final Kind<String> PATH = Kind.text("a path", "/socket.io/", "/?[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*/?")
            .map(text -> Optional.of(text.replaceAll("^/?(.*?)/?$", "/$1/")));

    /** What routes begin with: with a slash in front and none at the end, so empty for the root. */
    static final Kind<String> HTTP_PATH = Kind.text("a path", "/", "/|/?[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*/?")
            .map(text -> Optional.of(text.replaceAll("^/?(.*?)/?$", "/$1").replaceAll("^/$", "")));

    static final Kind<Boolean> YES_OR_NO =
            Kind.text("true or false", "true", "true|false").map(text -> Optional.of(Boolean.valueOf(text)));

    /** A token (RFC 6265 section 4.1.1). */
    static final Kind<String> COOKIE =
            Kind.text("the name of a cookie (64 characters at most)", "io", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");

    /** Bytes of a namespace, as the protocol's decoder takes them. */
    private static final int NAMESPACE_BYTES = DecodeLimits.DEFAULTS.namespaceLength();

    /** Two stars together would look as if they reached beyond a slash. */
    static final Kind<String> NAMESPACE = Kind.text(
                    "a namespace or a pattern of namespaces (a slash first, no blank, comma or '?', no '**', "
                            + NAMESPACE_BYTES + " bytes at most)",
                    "/tenant-*",
                    "/(?!.*\\*\\*)[^\\s,?]*")
            .map(text -> Optional.of(text).filter(t -> t.getBytes(UTF_8).length <= NAMESPACE_BYTES));

    /** With the slash in front that Socket.IO adds. */
    static final Kind<String> OWN_NAMESPACE = new Kind<>(
            NAMESPACE.noun(),
            "/instantio",
            false,
            text -> NAMESPACE.read().apply(text.startsWith("/") ? text : "/" + text));

    static final Kind<String> ROOM_PATTERN =
            Kind.text("a pattern of room names (256 characters at most)", "public:*", "\\P{Cntrl}{1,256}");

    /** As browsers write it, in lower case and without a slash at the end; a host name alone has no port. */
    static final Kind<String> ORIGIN = Kind.text(
                    "an origin or a host name",
                    "https://example.org",
                    "\\*|[A-Za-z][A-Za-z0-9+.-]*://" + HOST + "(:\\d{1,5})?/?|" + HOST)
            .map(text -> Optional.of(text.toLowerCase(Locale.ROOT).replaceAll("/$", "")));

    static final Kind<IpBlock> IP_BLOCK =
            new Kind<>("an IP address, or a block of them as 10.0.0.0/8", "10.0.0.0/8", false, IpBlock::of);

    static final Kind<String> CALLABLE = new Kind<>(
            "a host name, a pattern of them, an IP address or a block of addresses",
            "*.example.com",
            false,
            text -> Optional.of(text).filter(Guard::canList));

    static final Kind<String> API_KEY = Kind.text(
                    "an API key of printable ASCII characters without spaces (512 at most)", NEW_SECRET, "[!-~]{1,512}")
            .hidden();

    static final Kind<String> SECRET = Kind.text("a secret of 1 to 1024 characters", NEW_SECRET, "(?s).{1,1024}")
            .hidden();

    static final Kind<SecretKey> WEBHOOK_SECRET =
            new Kind<>("whsec_ and Base64", "the output of: " + NEW_WEBHOOK_SECRET, true, Secrets::webhook);

    /** Not shown, since many receivers put a token into the address. */
    static final Kind<URI> WEBHOOK_URL =
            new Kind<>("an http or https address without a user name", "https://example.org/hook", true, Kinds::url);

    static final Kind<String> CONVERSATION_URL = new Kind<>(
            "an http or https address with {conversationId} in it, and without a user name",
            "https://example.org/messages/{conversationId}",
            true,
            text -> Optional.of(text)
                    .filter(it -> it.contains(Backend.ID))
                    .filter(it -> url(it.replace(Backend.ID, "1")).isPresent()));

    static final Kind<URI> HOOK_URL =
            new Kind<>("an http or https address without a user name", "https://example.org/auth", true, Kinds::url);

    static final Kind<URI> COLLECTOR_URL = new Kind<>(
            "an http or https address without a user name", "http://127.0.0.1:4318/v1/traces", false, Kinds::url);

    static final Kind<Double> SHARE = new Kind<>(
            "a number from 0 to 1",
            "0.1",
            false,
            text -> Optional.of(text)
                    .filter(t -> t.matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?"))
                    .map(Double::valueOf));

    /** Whoever can change what it serves can be any user: nobody on the way may. */
    static final Kind<URI> JWKS_URL = new Kind<>(
            "an https address, or an http address on this machine, without a user name",
            "https://example.org/.well-known/jwks.json",
            true,
            text -> url(text).filter(Kinds::isSafe));

    /** Not shown, since it may hold a password. */
    static final Kind<String> MONGODB_URI = new Kind<>(
            "a connection string of MongoDB",
            "mongodb://127.0.0.1:27017/parley",
            true,
            text -> Optional.of(text).filter(MongoAddress::isGood));

    static final Kind<String> REDIS_PREFIX =
            Kind.text("a text of 1 to 128 characters", "socket.io", "\\P{Cntrl}{1,128}");

    static final Kind<String> CLAIM =
            Kind.text("the name of a claim (128 characters at most)", "sub", "\\P{Cntrl}{1,128}");

    static final Kind<String> CLAIM_TEXT =
            Kind.text("a text of 1 to 512 characters", "https://example.org/", "\\P{Cntrl}{1,512}");

    /** A number alone is seconds, as in the libraries that make tokens. */
    static final Kind<Duration> TOKEN_LIFETIME = new Kind<>(
            "a duration from 1s to 3660d",
            "7d",
            false,
            text -> Quantities.duration(text.matches("\\d+") ? text + "s" : text)
                    .filter(d -> d.toSeconds() >= 1 && d.toDays() <= 3_660));

    /** A number alone is milliseconds, as in programs for Node. */
    static final Kind<Duration> WAIT = new Kind<>(
            "a duration from 1ms to 10m",
            "30s",
            false,
            text -> Quantities.duration(text.matches("\\d+") ? text + "ms" : text)
                    .filter(d -> d.toMillis() >= 1 && d.toMillis() <= 600_000));

    static final Kind<String> FILE = Kind.text("the path of a file", "/etc/parley/issuer.pem", "\\P{Cntrl}{1,4096}");

    static final Kind<Path> FILE_PATH = FILE.map(Kinds::path);

    static final Kind<Path> FOLDER = Kind.text("the path of a folder", "/var/lib/parley", "\\P{Cntrl}{1,4096}")
            .map(Kinds::path);

    private Kinds() {}

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static boolean isSafe(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || url.getHost().matches("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");
    }

    private static boolean goodPort(String member) {
        int port = Integer.parseInt(member.substring(member.lastIndexOf(':') + 1));
        return port > 0 && port < 65_536;
    }

    private static Optional<URI> url(String text) {
        try {
            var url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            boolean good = web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null;
            return good ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
