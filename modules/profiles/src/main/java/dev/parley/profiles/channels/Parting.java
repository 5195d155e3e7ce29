package dev.parley.profiles.channels;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.Callback.Form;
import dev.parley.bus.webhooks.Notice;
import dev.parley.outbound.Guard;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a backend is told when a socket goes, where its token says so ({@code data.webhook_url}). Immutable. */
final class Parting {

    private static final Logger log = LoggerFactory.getLogger(Parting.class);

    private static final RawJson DISCONNECT =
            JsonWriter.object(w -> w.name("event").string("disconnect"));

    private final List<Form> forms;
    private final Guard guard;
    private final InstantSource clock;

    Parting(List<Form> forms, Guard guard, InstantSource clock) {
        this.forms = forms;
        this.guard = guard;
        this.clock = clock;
    }

    /**
     * One for each form; none where the token names no address, or one that may not be called.
     *
     * @param data of the token by which the socket joined the channel
     */
    List<Notice> notices(ClientSocket socket, String channel, RawJson data) {
        Optional<String> text =
                data.member("webhook_url").flatMap(RawJson::asString).filter(some -> !some.isEmpty());
        if (text.isEmpty() || forms.isEmpty()) return List.of();
        Optional<URI> url = WebhookUrl.parse(text.get());
        Optional<String> refusal = url.isEmpty() ? Optional.of("This is no address.") : url.flatMap(guard::refusal);
        if (refusal.isPresent()) {
            log.warn(
                    "app {}: the webhook_url of a join token of namespace {} is not called: {}",
                    socket.app(),
                    socket.namespace(),
                    refusal.get());
            return List.of();
        }
        return forms.stream()
                .map(form -> notice(form, url.get(), socket, channel, data))
                .toList();
    }

    private Notice notice(Form form, URI url, ClientSocket socket, String channel, RawJson data) {
        return switch (form) {
            case STANDARD -> {
                var gone = new Activity(
                        socket.app(), Activity.Type.DISCONNECTED, clock.instant(), gone(socket, channel, data));
                yield callback(url, form, socket, gone.type().wire(), gone.toJson());
            }
            case SIGNED_TEXT, JSON -> callback(url, form, socket, "channels.disconnect", DISCONNECT);
        };
    }

    private static RawJson gone(ClientSocket socket, String channel, RawJson data) {
        return JsonWriter.object(w -> {
            w.name("socket").string(socket.id()).name("namespace").string(socket.namespace());
            w.name("channel").string(channel).name("data").raw(data);
        });
    }

    private static Callback callback(URI url, Form form, ClientSocket socket, String type, RawJson body) {
        Optional<String> key = Optional.of("channels-disconnect:" + socket.id());
        return new Callback(socket.app(), url, false, form, socket.id(), type, body, key);
    }
}
