package dev.parley.profiles.parley;

import dev.parley.bus.Bus;
import dev.parley.cluster.Broadcaster;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Profile;
import io.vertx.core.Future;
import java.time.InstantSource;

/** The {@code parley} profile: anybody may connect, and needs a token for what is not open. Safe on every thread. */
public final class ParleyProfile implements Profile {

    private final OpenRooms openRooms;
    private final Bus bus;
    private final Broadcaster broadcaster;
    private final InstantSource clock;

    public ParleyProfile(ParleyConfig config, Bus bus, Broadcaster broadcaster, InstantSource clock) {
        this.openRooms = new OpenRooms(config.openRooms());
        this.bus = bus;
        this.broadcaster = broadcaster;
        this.clock = clock;
    }

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        var activities = new Activities(socket, bus, clock);
        return Future.succeededFuture(
                Admission.admitted(new ParleySocket(socket, openRooms, bus, broadcaster, activities, clock)));
    }
}
