package dev.parley.profiles.channels;

import dev.parley.chat.ChatDialect;
import dev.parley.profiles.Contract;
import dev.parley.profiles.ProfileServices;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Profile;
import dev.parley.sockets.engine.Origins;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The {@code channels} profile: everybody connects, and joins channels by tokens. Safe on every thread. */
public final class Channels implements Profile {

    private final ChannelsConfig config;
    private final ProfileServices node;
    private final Parting parting;
    private final Optional<Origins> origins;

    private Channels(ChannelsConfig config, ProfileServices node) {
        this.config = config;
        this.node = node;
        this.parting = new Parting(config.webhookForms(), node.guard(), node.clock());
        this.origins =
                Optional.of(config.origins()).filter(some -> !some.isEmpty()).map(Origins::new);
    }

    /**
     * All of the profile. Its HTTP routes act in one namespace, of the app whose key a request shows.
     *
     * @param namespaces that speak it: names and patterns; the first that is no pattern is the one of the HTTP routes, and
     *     without one there are none
     */
    public static Contract contract(ChannelsConfig config, ProfileServices node, Collection<String> namespaces) {
        node.headcounts().watch(new UserTotals(node.broadcaster()));
        List<ChannelsRoutes> routes = namespaces.stream()
                .filter(name -> name.indexOf('*') < 0)
                .limit(1)
                .map(name -> new ChannelsRoutes(config, node.broadcaster(), name))
                .toList();
        return new Contract(new Channels(config, node), ChatDialect.SILENT, List.copyOf(routes));
    }

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        boolean admitted = origins.isEmpty() || origins.get().admit(socket.request());
        return Future.succeededFuture(
                admitted
                        ? Admission.admitted(new ChannelsSocket(socket, config, node, parting))
                        : Admission.refused("origin_refused", "Pages of this origin may not connect"));
    }
}
