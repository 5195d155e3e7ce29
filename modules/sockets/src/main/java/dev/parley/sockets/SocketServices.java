package dev.parley.sockets;

import dev.parley.apps.Apps;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.RoomDirectory;
import dev.parley.cluster.RoomPresence;
import dev.parley.sockets.engine.CloseReason;
import dev.parley.sockets.engine.Departure;
import dev.parley.sockets.engine.Sessions;
import dev.parley.sockets.tls.ServerCertificate;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** What the socket verticles of one node share. Safe on every thread. */
public final class SocketServices {

    private final RoomDirectory directory;
    private final RoomPresence presence;
    private final Webhooks webhooks;
    private final Apps apps;
    private final Namespaces namespaces;
    private final MeterRegistry meters;
    private final NodeMeters measured;
    private final DeliveryTimes delivered;
    private final SocketCounts counts;
    private final Sessions sessions;
    private final RecoveryServices recovery;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LimitMetrics metrics;
    private final Quotas quotas;
    private final RoomQuota roomQuota;
    private final AckIds ackIds = new AckIds(0);
    private final List<SocketLoop> loops = new CopyOnWriteArrayList<>();
    private final List<HttpServer> listeners = new CopyOnWriteArrayList<>();
    private volatile int port;

    /**
     * One for each node.
     *
     * @param sessions of the cluster, as this node sees them
     * @param apps to which clients may belong
     * @param directory where the cluster learns which rooms have members here
     * @param presence where the cluster learns which users are in rooms that somebody watches
     * @param webhooks where backends are told what sockets do
     * @param recovery how clients that were cut off come back
     */
    public SocketServices(
            Sessions sessions,
            Apps apps,
            RoomDirectory directory,
            RoomPresence presence,
            Webhooks webhooks,
            Namespaces namespaces,
            RecoveryServices recovery,
            InstantSource clock,
            MeterRegistry meters) {
        this(sessions, apps, directory, presence, webhooks, namespaces, recovery, clock, meters, System::nanoTime);
    }

    /**
     * @param nanos nanoseconds, for the limits of clients
     */
    SocketServices(
            Sessions sessions,
            Apps apps,
            RoomDirectory directory,
            RoomPresence presence,
            Webhooks webhooks,
            Namespaces namespaces,
            RecoveryServices recovery,
            InstantSource clock,
            MeterRegistry meters,
            LongSupplier nanos) {
        this.recovery = recovery;
        this.nanos = nanos;
        this.metrics = new LimitMetrics(apps, meters);
        this.quotas = new Quotas(apps, nanos, metrics);
        this.roomQuota = new RoomQuota(apps, metrics);
        this.sessions = sessions;
        this.apps = apps;
        this.directory = directory;
        this.presence = presence;
        this.webhooks = webhooks;
        this.namespaces = namespaces;
        this.clock = clock;
        this.meters = meters;
        this.measured = new NodeMeters(sessions.local(), roomQuota, meters);
        this.counts = new SocketCounts(namespaces, meters);
        this.delivered = new DeliveryTimes(clock, meters);
    }

    /** Lets nobody in from now on. Clients that are there go on. */
    public void refuseNewcomers() {
        sessions.local().refuseNewcomers();
    }

    /**
     * The clients that are there, to be let go a few at a time: each gets what it waits for, within two seconds, and then a
     * reason upon which it comes back by itself, perhaps to another node.
     */
    public Departure depart() {
        return sessions.depart(CloseReason.SERVER_SHUTTING_DOWN);
    }

    /** Lets go of every client at once, with the same reason. */
    public void closeAll() {
        sessions.closeAll(CloseReason.SERVER_SHUTTING_DOWN);
    }

    /** Whether everything is kept that clients are to find again. */
    public boolean allKept() {
        return recovery.openSaves() == 0;
    }

    /** Client connections that are open now. */
    public int connections() {
        return sessions.local().size();
    }

    /** The same with WebSockets that this node carries for sessions of other nodes, which end with it too. */
    public int clients() {
        return sessions.clients();
    }

    /** The same by app, of those that have any. */
    public Map<String, Integer> connectionsByApp() {
        return quotas.ofApps().here();
    }

    /** Those of one app. */
    public int connections(String app) {
        return quotas.ofApps().here(app);
    }

    /** The port that is listened on; 0 before that. */
    public int port() {
        return port;
    }

    void listening(HttpServer server) {
        port = server.actualPort();
        listeners.add(server);
    }

    /** Has every listener show a certificate to those who connect from now on; fails if one cannot. */
    public Future<?> show(ServerCertificate certificate) {
        ServerSSLOptions options = certificate.options();
        return Future.all(
                listeners.stream().map(each -> each.updateSSLOptions(options)).toList());
    }

    RoomDirectory directory() {
        return directory;
    }

    RoomPresence presence() {
        return presence;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    /** The namespaces that clients may connect to. */
    public Namespaces namespaces() {
        return namespaces;
    }

    RecoveryServices recovery() {
        return recovery;
    }

    Apps apps() {
        return apps;
    }

    InstantSource clock() {
        return clock;
    }

    MeterRegistry meters() {
        return meters;
    }

    LongSupplier nanos() {
        return nanos;
    }

    /** How many connections there may be. */
    public Quotas quotas() {
        return quotas;
    }

    RoomQuota roomQuota() {
        return roomQuota;
    }

    LimitMetrics metrics() {
        return metrics;
    }

    /** How long the event loop that is furthest behind has done nothing. */
    public Duration behind() {
        return measured.behind();
    }

    NodeMeters measured() {
        return measured;
    }

    SocketCounts counts() {
        return counts;
    }

    DeliveryTimes delivered() {
        return delivered;
    }

    Sessions sessions() {
        return sessions;
    }

    AckIds ackIds() {
        return ackIds;
    }

    List<SocketLoop> loops() {
        return loops;
    }
}
