package dev.parley.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the store is.
 *
 * @param uri of MongoDB, with its database; nothing when there is none. It may hold a password
 * @param data the folder of the embedded store
 * @param port of the embedded store; 0 takes a free one
 * @param poolSize how many commands may be under way at the same time
 * @param timeout how long one may take, to find the server and to be answered
 */
public record StoreConfig(Optional<String> uri, Path data, int port, int poolSize, Duration timeout) {

    /** Without the address. */
    @Override
    public String toString() {
        return "StoreConfig[uri=" + (uri.isPresent() ? "given" : "none") + ", data=" + data + "]";
    }
}
