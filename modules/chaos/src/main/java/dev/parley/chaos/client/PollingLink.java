package dev.parley.chaos.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A session over long-polling: polls on one connection, posts on another. */
final class PollingLink implements Link {

    private static final String PATH = "/socket.io/?EIO=4&transport=polling";
    private static final String SEPARATOR = "\u001e";
    private static final int OK = 200;

    private final HttpConnection polls;
    private final HttpConnection posts;
    private final Queue<String> read = new ArrayDeque<>();
    private String session = "";

    private PollingLink(HttpConnection polls, HttpConnection posts) {
        this.polls = polls;
        this.posts = posts;
    }

    static PollingLink open(Server server, int withinMillis) throws IOException {
        HttpConnection polls = HttpConnection.open(server, withinMillis);
        try {
            return new PollingLink(polls, HttpConnection.open(server, withinMillis));
        } catch (IOException fault) {
            polls.close();
            throw fault;
        }
    }

    /** Packets of one answer come one by one. */
    @Override
    public String read() throws IOException {
        while (read.isEmpty()) read.addAll(List.of(poll().split(SEPARATOR)));
        return read.remove();
    }

    private String poll() throws IOException {
        var response = polls.request("GET", PATH + session, Map.of(), "");
        if (response.status() != OK) throw new IOException("a poll was answered " + response.status());
        if (session.isEmpty())
            session = "&sid=" + Packets.member(response.body().substring(1), "sid");
        return response.body();
    }

    @Override
    public synchronized void write(String packet) throws IOException {
        var response =
                posts.request("POST", PATH + session, Map.of("Content-Type", "text/plain;charset=UTF-8"), packet);
        if (response.status() != OK) throw new IOException("a post was answered " + response.status());
    }

    @Override
    public void patience(int millis) throws IOException {
        polls.patience(millis);
        posts.patience(millis);
    }

    @Override
    public void close() {
        polls.close();
        posts.close();
    }

    @Override
    public void reset() {
        polls.reset();
        posts.reset();
    }
}
