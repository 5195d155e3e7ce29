package dev.parley.chat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire between a node and its store that can be cut, also so that only answers are lost. Safe on every thread. */
final class Wire implements AutoCloseable {

    private final URI target;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean up = true;
    private volatile boolean mute;
    private final AtomicInteger lost = new AtomicInteger();

    Wire(String uri) throws IOException {
        target = URI.create(uri);
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    String uri() {
        return "mongodb://127.0.0.1:" + door.getLocalPort() + target.getPath();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                if (!up) {
                    near.close();
                    continue;
                }
                var far = new Socket(target.getHost(), target.getPort());
                open.add(near);
                open.add(far);
                Thread.startVirtualThread(() -> copy(near, far, false));
                Thread.startVirtualThread(() -> copy(far, near, true));
            } catch (IOException closed) {
                // The loop ends, or the next one may come through.
            }
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (answers && mute) {
                    lost.incrementAndGet();
                    continue;
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException cut) {
            // Both ends are closed.
        }
    }

    /** Commands still go through; what comes back is lost. */
    void loseAnswers() {
        mute = true;
    }

    /** How many answers were lost. */
    int lost() {
        return lost.get();
    }

    void cut() {
        up = false;
        for (Socket each : open) {
            try {
                each.close();
            } catch (IOException closed) {
                // It is.
            }
        }
        open.clear();
    }

    void mend() {
        mute = false;
        up = true;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
