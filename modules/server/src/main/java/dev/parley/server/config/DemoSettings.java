package dev.parley.server.config;

import dev.parley.api.demo.DemoConfig;
import dev.parley.bus.AppNamespace;
import dev.parley.sockets.Parser;
import dev.parley.sockets.SocketsConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads whether there is a demo. Owned by the thread that loads the configuration.
 *
 * @param app the id of the app that the demo's users belong to
 * @param sockets by which its page connects
 * @param longest how long a user's token may be good for
 */
record DemoSettings(Settings settings, Mode mode, String app, SocketsConfig sockets, Duration longest) {

    private static final String KEY = "api.demo";
    private static final String PROFILE = "parley";
    private static final Duration LIFETIME = Duration.ofHours(1);

    /** Whoever asks for what cannot be had is told so; whoever asks for nothing gets it where it can be had. */
    Optional<DemoConfig> read(SequencedMap<String, String> namespaces) {
        Optional<Boolean> wanted = settings.maybe(KEY, Kinds.YES_OR_NO);
        Optional<String> at = namespaces.entrySet().stream()
                .filter(each ->
                        each.getValue().equals(PROFILE) && !each.getKey().contains("*"))
                .map(Map.Entry::getKey)
                .findFirst();
        if (wanted.equals(Optional.of(true))) refuse(at);
        boolean can = mode == Mode.DEVELOPMENT && at.isPresent() && pageCanConnect();
        return at.filter(there -> can && wanted.orElse(true))
                .map(name -> new DemoConfig(
                        new AppNamespace(app, name),
                        sockets.engine().path(),
                        longest.compareTo(LIFETIME) < 0 ? longest : LIFETIME));
    }

    /** Strangers would be users of an application that is at work. */
    private void refuse(Optional<String> at) {
        if (mode == Mode.PRODUCTION) {
            settings.refuse(
                    KEY,
                    "is not for production: whoever reaches the node is let in, by any name",
                    "leave it out, or show the demo on a node of its own with mode=development");
        } else if (at.isEmpty()) {
            settings.refuse(KEY, "needs a namespace that speaks parley", "add one, e.g. namespaces: {\"/\": parley}");
        } else if (!pageCanConnect()) {
            settings.refuse(
                    KEY,
                    "needs the stock client from this node, which speaks JSON",
                    "set sockets.serve-client=true and sockets.parser=auto");
        }
    }

    private boolean pageCanConnect() {
        return sockets.servesClient() && sockets.parser() != Parser.MSGPACK;
    }
}
