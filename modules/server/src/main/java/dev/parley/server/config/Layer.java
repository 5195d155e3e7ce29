package dev.parley.server.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one source says: a file, the environment or the command line.
 *
 * @param settings by key, such as {@code sockets.ping-interval}, in the order of writing
 * @param faults in the source itself; values are judged later, when all layers lie on one another
 */
record Layer(Map<String, Written> settings, List<Fault> faults) {

    static final Layer EMPTY = new Layer(Map.of(), List.of());

    Layer {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        faults = List.copyOf(faults);
    }

    static Layer faulty(Fault fault) {
        return new Layer(Map.of(), List.of(fault));
    }
}
