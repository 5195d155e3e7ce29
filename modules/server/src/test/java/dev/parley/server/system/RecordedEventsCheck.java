package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.profiles.adminui.AdminUi;
import dev.parley.profiles.channels.Channels;
import dev.parley.profiles.instantio.Instantio;
import dev.parley.profiles.marketplace.Marketplace;
import dev.parley.profiles.messaging.Messaging;
import dev.parley.profiles.panel.ChatPanel;
import dev.parley.profiles.parley.ParleyProfile;
import dev.parley.profiles.schema.EventDocument;
import dev.parley.profiles.schema.EventDocument.Described;
import dev.parley.profiles.schema.EventSchema;
import dev.parley.protocol.json.RawJson;
import dev.parley.server.system.RecordedEvents.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The documents of the events say what stock clients were sent, and sent with success, in all scenarios; and nothing that
 * was not seen there. The build runs it behind all of them, so its name is not that of an integration test.
 */
class RecordedEventsCheck {

    private static final Map<String, EventDocument> DOCUMENTS = Map.of(
            "parley", beside(ParleyProfile.class),
            "instantio", beside(Instantio.class),
            "chat-panel", beside(ChatPanel.class),
            "channels", beside(Channels.class),
            "messaging", beside(Messaging.class),
            "marketplace", beside(Marketplace.class),
            "admin-ui", beside(AdminUi.class));

    /** Sent by the sockets of every profile alike: that it was seen with one of them is enough. */
    private static final Set<String> OF_ALL_PROFILES = Set.of("warning", "ended");

    /** What a marketplace's backend emits, by names that the server does not know. */
    private static final Pattern OF_BACKENDS =
            Pattern.compile("(service|booking|payment):.*|conversation:(created|read)|message:new");

    private final RecordedEvents recorded =
            RecordedEvents.in(Path.of(System.getProperty("parley.recorded", "target/recorded")));

    private static EventDocument beside(Class<?> profile) {
        try (InputStream file = Objects.requireNonNull(profile.getResourceAsStream("asyncapi.yaml"))) {
            return EventDocument.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    @Test
    void whatWasSeenIsDescribed() {
        var wrong = new ArrayList<String>();
        for (Event event : recorded.all()) fault(event).ifPresent(why -> wrong.add(event + ": " + why));
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsDescribedWasSeen() {
        assumeTrue(System.getProperty("it.test") == null, "not every scenario was played");
        var described = new TreeSet<String>();
        DOCUMENTS.forEach((profile, document) -> document.events().stream()
                .filter(each -> !OF_ALL_PROFILES.contains(each.id()) || profile.equals("parley"))
                .filter(each -> !OF_BACKENDS.matcher(each.name().orElse("")).matches())
                .forEach(each -> described.add(profile + " " + each.id())));
        recorded.all().stream()
                .filter(event -> !event.isRefused())
                .forEach(event -> matching(event).forEach(each -> described.remove(event.profile() + " " + each.id())));
        assertThat(described).isEmpty();
    }

    /** What the documents say of an event of this name; where they do not know it, of events with names of others. */
    private static List<Described> candidates(Event event) {
        Map<Boolean, List<Described>> byName =
                Objects.requireNonNull(DOCUMENTS.get(event.profile()), event.profile()).events().stream()
                        .filter(each -> each.fromClient() == event.fromClient())
                        .filter(each -> each.name().map(event.name()::equals).orElse(true))
                        .collect(Collectors.partitioningBy(each -> each.name().isPresent()));
        List<Described> named = Objects.requireNonNull(byName.get(true));
        return named.isEmpty() ? Objects.requireNonNull(byName.get(false)) : named;
    }

    private static List<Described> matching(Event event) {
        return candidates(event).stream()
                .filter(each -> each.schema().fault(event.args()).isEmpty())
                .toList();
    }

    /** Clients send anything, and what is refused or not answered may be anything. */
    private static Optional<String> fault(Event event) {
        List<Described> candidates = candidates(event);
        boolean answered = event.ack().isPresent();
        if (event.fromClient() && (!answered || (candidates.isEmpty() && event.isRefused()))) return Optional.empty();
        if (candidates.isEmpty()) return Optional.of("it is not described");
        if (!event.isRefused() && matching(event).isEmpty())
            return candidates.getFirst().schema().fault(event.args());
        if (!answered) return Optional.empty();
        return answerFault(candidates.getFirst().acks(), event.ack().get());
    }

    private static Optional<String> answerFault(List<EventSchema> described, List<RawJson> answer) {
        if (described.stream().anyMatch(each -> each.fault(answer).isEmpty())) return Optional.empty();
        return Optional.of("the acknowledgement is none of those that are described");
    }
}
