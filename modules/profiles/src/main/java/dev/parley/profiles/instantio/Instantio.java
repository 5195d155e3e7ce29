package dev.parley.profiles.instantio;

import dev.parley.chat.ChatDialect;
import dev.parley.profiles.Contract;
import dev.parley.profiles.ProfileServices;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Profile;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The {@code instantio} profile: everybody may connect. It serves the standard app, whose hooks it calls, and no other. Safe on
 * every thread.
 */
public final class Instantio implements Profile {

    private static final Admission.Refused OTHER_APP =
            Admission.refused("app_refused", "This namespace serves another app");

    private final InstantioConfig config;
    private final ProfileServices node;
    private final Optional<Verifier> verifier;

    private Instantio(InstantioConfig config, ProfileServices node) {
        this.config = config;
        this.node = node;
        this.verifier = config.verification().map(hook -> new Verifier(hook, node.vertx(), node.guard()));
    }

    /**
     * All of the profile.
     *
     * @param speaks whether a namespace of this name speaks it; asked once the node has started
     */
    public static Contract contract(InstantioConfig config, ProfileServices node, Predicate<String> speaks) {
        return new Contract(
                new Instantio(config, node), ChatDialect.SILENT, List.of(new EmitRoutes(config, node, speaks)));
    }

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        if (!socket.app().equals(node.apps().standard().id())) return Future.succeededFuture(OTHER_APP);
        var hook = new StateHook(socket, node.webhooks(), config.stateHook(), config.maxHookPayload());
        return Future.succeededFuture(
                Admission.admitted(new InstantioSocket(socket, config, verifier, node.broadcaster(), hook)));
    }
}
