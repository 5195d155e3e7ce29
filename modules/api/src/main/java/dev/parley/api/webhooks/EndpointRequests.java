package dev.parley.api.webhooks;

import dev.parley.api.http.Parsed;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.EndpointPatch;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.bus.webhooks.WebhookQuestion.CreateEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.RotateSecret;
import dev.parley.bus.webhooks.WebhookQuestion.UpdateEndpoint;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From the bodies of requests to questions. Which addresses may be called is not decided here. */
final class EndpointRequests {

    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_DESCRIPTION = 256;
    private static final int LARGEST_BATCH = 100;
    private static final int LONGEST_OVERLAP = (int) Duration.ofDays(7).toSeconds();
    private static final int USUAL_OVERLAP = (int) Duration.ofDays(1).toSeconds();

    private static final String URL =
            "an http or https address of at most " + LONGEST_URL + " characters without user name and fragment";
    private static final String EVENT = Arrays.stream(Activity.Type.values())
            .map(Activity.Type::wire)
            .collect(Collectors.joining(", ", "one of ", ""));

    private EndpointRequests() {}

    /** {@code {url, events?, batch?, description?, ed25519?}}. */
    static Parsed<CreateEndpoint> create(String app, RawJson body) {
        Members members = Members.of(body);
        members.require("url");
        Optional<URI> url = members.text("url", URL, EndpointRequests::url);
        Set<Activity.Type> events = events(members).orElse(Set.of());
        int batch = batch(members).orElse(1);
        String description = description(members).orElse("");
        boolean ed25519 = members.flag("ed25519");
        return Parsed.of(
                members,
                () -> new CreateEndpoint(
                        app, new EndpointSettings(url.orElseThrow(), events, batch, description), ed25519));
    }

    /** {@code {url?, events?, batch?, description?, enabled?}}; what is {@code null} is as if it had never been given. */
    static Parsed<UpdateEndpoint> patch(String app, String id, RawJson body) {
        Members members = Members.of(body);
        Optional<URI> url = members.text("url", URL, EndpointRequests::url);
        Optional<Set<Activity.Type>> events = isNull(members, "events") ? Optional.of(Set.of()) : events(members);
        Optional<Integer> batch = isNull(members, "batch") ? Optional.of(1) : batch(members);
        Optional<String> description = isNull(members, "description") ? Optional.of("") : description(members);
        Optional<Boolean> enabled = isNull(members, "enabled")
                ? Optional.of(true)
                : members.read("enabled", "true or false", RawJson::asBoolean);
        var patch = new EndpointPatch(url, events, batch, description);
        return Parsed.of(members, () -> new UpdateEndpoint(app, id, patch, enabled));
    }

    /** {@code {overlap?}}, in seconds. */
    static Parsed<RotateSecret> rotation(String app, String id, RawJson body) {
        Members members = Members.of(body);
        int overlap = members.number("overlap", 0, LONGEST_OVERLAP).orElse(USUAL_OVERLAP);
        return Parsed.of(members, () -> new RotateSecret(app, id, Duration.ofSeconds(overlap)));
    }

    /** A body that has nothing to say. */
    static <Q extends WebhookQuestion<?>> Parsed<Q> nothing(RawJson body, Q question) {
        return Parsed.of(Members.of(body), () -> question);
    }

    private static boolean isNull(Members members, String name) {
        return members.value(name).filter(RawJson::isNull).isPresent();
    }

    private static Optional<Set<Activity.Type>> events(Members members) {
        return members.list("events", Activity.Type.values().length, EVENT, Activity.Type::of)
                .map(Set::copyOf);
    }

    private static Optional<Integer> batch(Members members) {
        return members.number("batch", 1, LARGEST_BATCH);
    }

    private static Optional<String> description(Members members) {
        return members.string("description", LONGEST_DESCRIPTION);
    }

    private static Optional<URI> url(String text) {
        if (text.length() > LONGEST_URL) return Optional.empty();
        try {
            var url = new URI(text);
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            boolean good = web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null;
            return good ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
