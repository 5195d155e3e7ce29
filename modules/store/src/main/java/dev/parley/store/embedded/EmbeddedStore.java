package dev.parley.store.embedded;

import de.bwaldvogel.mongo.MongoServer;
import dev.parley.store.embedded.Opening.Opened;
import dev.parley.store.embedded.Opening.Refused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A server that speaks MongoDB's protocol on the loopback address; owned by whoever opened it, and safe on every thread. An
 * acknowledged write survives the death of the process at any moment. It has no passwords: whoever may open connections on
 * this machine may read it.
 */
public final class EmbeddedStore implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** As many commands as can wait for the same commit; connections share them, so they should not be fewer than those. */
    private static final int WORKERS = 64;

    private final MVStore file;
    private final GroupCommit commits;
    private final MongoServer server;
    private final Compaction compaction;
    private final int port;

    private EmbeddedStore(MVStore file, GroupCommit commits, MongoServer server, Compaction compaction) {
        this.file = file;
        this.commits = commits;
        this.server = server;
        this.compaction = compaction;
        this.port = server.getLocalAddress().getPort();
    }

    /**
     * Opens the store in a folder, which is made if need be. Blocks.
     *
     * @param port 0 takes a free one
     */
    public static Opening open(Path folder, int port) {
        return open(folder, port, Compaction.Plan.USUAL);
    }

    static Opening open(Path folder, int port, Compaction.Plan compaction) {
        StoreFile place = StoreFile.in(folder);
        return switch (place.open()) {
            case StoreFile.Read.Bad bad -> new Refused(bad.why());
            case StoreFile.Read.Good(MVStore file) -> {
                try {
                    yield serve(file, new FileBackend(file), port, compaction);
                } catch (MVStoreException unreadable) {
                    file.closeImmediately();
                    yield new Refused(place.why(unreadable));
                }
            }
        };
    }

    private static Opening serve(MVStore file, FileBackend databases, int port, Compaction.Plan compaction) {
        var commits = new GroupCommit(file);
        var server = new MongoServer(DurableBackend.over(databases, commits));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            server.bind(address, 1, WORKERS);
        } catch (Exception taken) {
            // A BindException, which the server does not declare.
            server.shutdownNow();
            file.close();
            return new Refused("the store cannot listen on " + HOST + ":" + port + " (" + taken.getMessage()
                    + "): end what does, or take another port by storage.port");
        }
        return new Opened(new EmbeddedStore(file, commits, server, new Compaction(file, commits, compaction)));
    }

    /** Where it listens: {@code mongodb://127.0.0.1:PORT/parley}. */
    public String uri() {
        return "mongodb://" + HOST + ":" + port + "/parley";
    }

    /**
     * Done when it has failed to write, on any thread: from then on it refuses everything until it is opened again, with all
     * that it had acknowledged.
     */
    public CompletableFuture<Void> broken() {
        return commits.broken().copy();
    }

    /** Ends all connections, and closes the file once nobody uses it. Blocks for some seconds at most. */
    @Override
    public void close() {
        compaction.close();
        server.shutdownNow();
        file.close();
    }
}
