package dev.parley.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stock clients have sent and were sent in scenarios; {@code recorder.mjs} writes it. Immutable.
 *
 * @param all in no order
 */
record RecordedEvents(List<Event> all) {

    /** Namespaces of scenarios in which more than one profile is spoken, beside that of {@code /}. */
    private static final Map<String, String> OTHERS =
            Map.of("/panel", "chat-panel", "/instantio", "instantio", "/admin", "admin-ui");

    /**
     * An event.
     *
     * @param ack what it was acknowledged with, if it was
     */
    record Event(String profile, boolean fromClient, String name, List<RawJson> args, Optional<List<RawJson>> ack) {

        static Event of(Map<String, RawJson> line) {
            String namespace = text(line, "namespace");
            return new Event(
                    OTHERS.getOrDefault(namespace, text(line, "profile")),
                    text(line, "from").equals("client"),
                    text(line, "event"),
                    Objects.requireNonNull(line.get("args")).elements(),
                    Optional.ofNullable(line.get("ack")).map(RawJson::elements));
        }

        private static String text(Map<String, RawJson> line, String name) {
            return Objects.requireNonNull(line.get(name)).asString().orElseThrow();
        }

        /** Whether it is known that what the client wished was not done. */
        boolean isRefused() {
            RawJson answer =
                    ack.filter(values -> !values.isEmpty()).map(List::getFirst).orElse(RawJson.NULL);
            return answer.member("ok").filter(RawJson.FALSE::equals).isPresent()
                    || answer.member("error").isPresent();
        }

        @Override
        public String toString() {
            return profile
                    + (fromClient ? ": a client sent " : ": a client was sent ")
                    + name
                    + args
                    + ack.map(values -> ", acknowledged with " + values).orElse("");
        }
    }

    RecordedEvents {
        all = List.copyOf(all);
    }

    /** Everything in a folder, which may be missing. */
    static RecordedEvents in(Path folder) {
        if (!Files.isDirectory(folder)) return new RecordedEvents(List.of());
        try (Stream<Path> files = Files.list(folder)) {
            return new RecordedEvents(files.flatMap(RecordedEvents::lines)
                    .map(line -> Event.of(line.members()))
                    .toList());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Stream<RawJson> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(RecordedEvents::json);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static RawJson json(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 1_000)).value();
    }
}
