package dev.parley.smoke;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one line asks for. */
public sealed interface Step {

    /** Sends an event and waits for its answer. */
    record Ask(String event, List<RawJson> args) implements Step {
        public Ask {
            args = List.copyOf(args);
        }

        /** The event, and the room that it is about: what else there is may be a secret. */
        String label() {
            return args.stream()
                    .findFirst()
                    .flatMap(arg -> arg.member("room"))
                    .flatMap(RawJson::asString)
                    .map(room -> event + " " + room)
                    .orElse(event);
        }
    }

    /** Waits for an event from the server, or takes the first one that came and was not waited for. */
    record Await(String event) implements Step {}

    /** Tells what lines there can be. */
    record Help() implements Step {}

    /** Goes. */
    record Exit() implements Step {}

    /** Does nothing: an empty line, or a comment. */
    record Nothing() implements Step {}

    /**
     * Is not understood.
     *
     * @param why one line for people
     */
    record Wrong(String why) implements Step {}

    /** What {@code help} prints. */
    List<String> USAGE = List.of(
            "ping                      a round trip",
            "join <room> [<token>]     joins a room, by a join token where it needs one",
            "join <type> <id>          joins the room <type>:<id>, type being user or vendor",
            "leave <room>              leaves it",
            "emit <event> [<json>...]  sends an event; an argument that is no JSON is a text",
            "wait <event>              waits until such an event comes",
            "help                      prints this",
            "exit                      ends");

    /** The first words of lines. */
    List<String> WORDS = List.of("ping", "join", "leave", "emit", "wait", "help", "exit");

    Set<String> PARTIES = Set.of("user", "vendor");

    /** Reads a line, such as {@code join public:lobby}. */
    static Step of(String line) {
        if (line.strip().startsWith("#")) return new Nothing();
        Optional<List<String>> split = Words.in(line);
        if (split.isEmpty()) return new Wrong("a quotation mark or a bracket is not closed");
        List<String> words = split.get();
        if (words.isEmpty()) return new Nothing();
        List<String> more = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "ping" -> more.isEmpty() ? new Ask("ping", List.of()) : wrong("ping");
            case "join" -> join(more);
            case "leave" -> more.size() == 1 ? new Ask("leave", List.of(room(more.getFirst()))) : wrong("leave <room>");
            case "emit" -> emit(more);
            case "wait" -> more.size() == 1 ? new Await(more.getFirst()) : wrong("wait <event>");
            case "help", "?" -> new Help();
            case "exit", "quit" -> new Exit();
            default -> new Wrong("there is no \"" + words.getFirst() + "\"; try: help");
        };
    }

    private static Step join(List<String> words) {
        return switch (words.size()) {
            case 1 -> new Ask("join", List.of(room(words.getFirst())));
            case 2 ->
                PARTIES.contains(words.getFirst())
                        ? joinParty(words.getFirst(), words.get(1))
                        : new Ask(
                                "join",
                                List.of(JsonWriter.object(w -> w.name("room")
                                        .string(words.getFirst())
                                        .name("token")
                                        .string(words.get(1)))));
            default -> wrong("join <room> [<token>], or join <type> <id>");
        };
    }

    /** The room of a user or vendor, in a form that each profile can read which has rooms by name. */
    static Step joinParty(String type, String id) {
        return new Ask(
                "join",
                List.of(JsonWriter.object(w -> w.name("room")
                        .string(type + ":" + id)
                        .name("type")
                        .string(type)
                        .name("id")
                        .string(id))));
    }

    private static Step emit(List<String> words) {
        if (words.isEmpty()) return wrong("emit <event> [<json>...]");
        String event = words.getFirst();
        if (SocketCodec.RESERVED_EVENTS.contains(event)) return new Wrong("\"" + event + "\" is a reserved name");
        return new Ask(event, words.stream().skip(1).map(Words::value).toList());
    }

    private static RawJson room(String name) {
        return JsonWriter.object(w -> w.name("room").string(name));
    }

    private static Step wrong(String form) {
        return new Wrong("write: " + form);
    }
}
