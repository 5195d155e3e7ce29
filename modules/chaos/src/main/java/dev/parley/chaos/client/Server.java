package dev.parley.chaos.client;

/**
 * Where one node serves.
 *
 * @param number from 1
 */
public record Server(int number, String host, int port) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
