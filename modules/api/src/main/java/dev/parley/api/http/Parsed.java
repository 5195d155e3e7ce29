package dev.parley.api.http;

import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.Members.Fault;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the body of a request turned out to be. */
public sealed interface Parsed<T> {

    record Good<T>(T request) implements Parsed<T> {}

    record Bad<T>(List<Fault> faults) implements Parsed<T> {}

    /**
     * The result of reading.
     *
     * @param good makes the request, if no fault was noted
     */
    static <T> Parsed<T> of(Members read, Supplier<T> good) {
        List<Fault> faults = read.faults();
        return faults.isEmpty() ? new Good<>(good.get()) : new Bad<>(faults);
    }

    /** Goes on with a good request, and answers a bad one with all its faults. */
    default void orRefuse(HttpServerResponse response, Consumer<T> then) {
        switch (this) {
            case Good<T> good -> then.accept(good.request());
            case Bad<T> bad -> Problem.invalidRequest(bad.faults()).send(response);
        }
    }
}
