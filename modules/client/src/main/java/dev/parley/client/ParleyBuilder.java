package dev.parley.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Parley}. Owned by the thread that makes it; every setting has a default.
 *
 * {@snippet file="EmitExample.java" region="builder"}
 */
public final class ParleyBuilder {

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);

    private final URI base;
    private final String apiKey;
    private String namespace = "/";
    private Duration perAttempt = Duration.ofSeconds(10);
    private Duration inAll = Duration.ofSeconds(30);
    private boolean automaticKeys = true;
    private Retries retries = Retries.DEFAULT;
    private Clock clock = Clock.systemUTC();
    private @Nullable HttpClient http;
    private @Nullable Executor executor;

    ParleyBuilder(String url, String apiKey) {
        this.base = base(url);
        this.apiKey = apiKey;
        boolean visible = apiKey.chars().allMatch(c -> c > ' ' && c < 127);
        if (apiKey.isEmpty() || !visible) throw new IllegalArgumentException("this cannot be an API key");
    }

    private static URI base(String url) {
        URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
        if (!web || uri.getHost() == null || more) {
            throw new IllegalArgumentException("the URL is http(s)://host[:port][/path], and nothing more");
        }
        return uri;
    }

    /** The namespace that calls are about; {@code /}. */
    public ParleyBuilder namespace(String name) {
        namespace = name;
        return this;
    }

    /** How long a call may take, with all its attempts; 30 s. Waiting for acknowledgements comes on top. */
    public ParleyBuilder timeout(Duration time) {
        inAll = positive(time);
        return this;
    }

    /** How long an attempt may take; 10 s. */
    public ParleyBuilder attemptTimeout(Duration time) {
        perAttempt = positive(time);
        return this;
    }

    /** How often a call is tried, all together; 5 times. */
    public ParleyBuilder attempts(int count) {
        retries = new Retries(count, retries.first(), retries.longest());
        return this;
    }

    /**
     * How long to wait between attempts: 100 ms, twice as long each time, up to 5 s. Chance takes up to half of it away, and
     * what an answer asks for in {@code Retry-After} is waited for.
     */
    public ParleyBuilder backOff(Duration first, Duration longest) {
        retries = new Retries(retries.attempts(), first, longest);
        return this;
    }

    /**
     * Whether each emit gets an idempotency key of its own; true. Parley keeps what it has answered to each key for a while, up
     * to {@code api.max-idempotency-bytes}, which is for some hundred emits in a second. Who emits more says false: then an emit
     * is tried again only when it has certainly not been accepted.
     */
    public ParleyBuilder automaticKeys(boolean automatic) {
        automaticKeys = automatic;
        return this;
    }

    /** Where futures go on, such as {@code Executors.newVirtualThreadPerTaskExecutor()}; threads of the HTTP client. */
    public ParleyBuilder executor(Executor threads) {
        executor = threads;
        return this;
    }

    /** Whose connections are used, in place of those of a client of its own; the executor is that client's, too. */
    public ParleyBuilder httpClient(HttpClient client) {
        http = client;
        return this;
    }

    /** By which events of a marketplace get their time; the system's. */
    public ParleyBuilder clock(Clock other) {
        clock = other;
        return this;
    }

    /** The server with these settings. */
    public Parley build() {
        HttpClient client = http == null ? client() : http;
        return new Parley(
                new Transport(client, base, apiKey, retries, perAttempt, inAll, automaticKeys),
                namespace,
                clock,
                http == null ? Optional.of(client) : Optional.empty());
    }

    private HttpClient client() {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECTED_WITHIN)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (executor != null) builder.executor(executor);
        return builder.build();
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) throw new IllegalArgumentException("a time above zero");
        return time;
    }
}
