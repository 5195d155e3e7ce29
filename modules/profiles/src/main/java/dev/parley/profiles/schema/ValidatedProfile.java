package dev.parley.profiles.schema;

import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Profile;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A profile that sees the events of some namespaces only if they are as its document says. Safe on every thread.
 *
 * <p>Events that the document does not know are the profile's business, as ever.
 */
public final class ValidatedProfile implements Profile {

    private final Profile profile;
    private final Predicate<String> namespaces;
    private final Map<String, EventSchema> events;
    private final Counter refused;

    /**
     * @param namespaces in which events are checked
     * @param events what clients may send, by its name
     * @param refused counts those that do not fit
     */
    public ValidatedProfile(
            Profile profile, Predicate<String> namespaces, Map<String, EventSchema> events, Counter refused) {
        this.profile = profile;
        this.namespaces = namespaces;
        this.events = Map.copyOf(events);
        this.refused = refused;
    }

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        Future<Admission> admission = profile.connect(socket);
        return namespaces.test(socket.namespace()) ? admission.map(this::checked) : admission;
    }

    private Admission checked(Admission admission) {
        return switch (admission) {
            case Admission.Refused away -> away;
            case Admission.Admitted in ->
                new Admission.Admitted(new ValidatedSocket(in.handler(), events, refused), in.identity(), in.rooms());
        };
    }
}
