package dev.parley.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Hands TCP connections of one address on to the same port of another. Safe on every thread; two threads for a connection. */
final class Relay implements AutoCloseable {

    private static final int BACKLOG = 256;

    private final ServerSocket listening;
    private final InetSocketAddress target;

    private Relay(ServerSocket listening, InetSocketAddress target) {
        this.listening = listening;
        this.target = target;
    }

    static Relay start(String host, int port, String targetHost) {
        try {
            var listening = new ServerSocket(port, BACKLOG, InetAddress.getByName(host));
            var relay = new Relay(listening, new InetSocketAddress(targetHost, port));
            Thread.ofVirtual().start(relay::listen);
            return relay;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void listen() {
        try {
            for (; ; ) {
                Socket near = listening.accept();
                Thread.ofVirtual().start(() -> connect(near));
            }
        } catch (IOException closed) {
            // Nobody needs it any more.
        }
    }

    private void connect(Socket near) {
        try (near;
                Socket far = new Socket()) {
            far.setTcpNoDelay(true);
            near.setTcpNoDelay(true);
            far.connect(target);
            Thread back = Thread.ofVirtual().start(() -> copy(far, near));
            copy(near, far);
            back.join();
        } catch (IOException refused) {
            // The node sees its connection end, as it would without a relay.
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // One end is gone; the other is closed with it.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException closed) {
            // It does not listen in any case.
        }
    }
}
