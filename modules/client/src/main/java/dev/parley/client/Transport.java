package dev.parley.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

/**
 * How calls reach Parley. Immutable, and safe on every thread.
 *
 * @param base where Parley is, without a slash at its end
 * @param perAttempt how long one attempt may take
 * @param inAll how long a call may take, with all its attempts and the pauses between them
 * @param automaticKeys whether emits that have no idempotency key get one
 */
record Transport(
        HttpClient http,
        URI base,
        String apiKey,
        Retries retries,
        Duration perAttempt,
        Duration inAll,
        boolean automaticKeys) {

    /**
     * Sends a call until there is an answer that stands. The future is cancelled by whoever does not want it any more; it
     * fails with a {@link ParleyException}.
     *
     * @param reader takes what it needs from an answer of 2xx
     */
    <T> CompletableFuture<T> send(Call call, Function<Json, T> reader) {
        return send(call, reader, refusal -> Optional.empty());
    }

    /**
     * The same for a call to which some refusals are an answer.
     *
     * @param meaning what a refusal says that is one
     */
    <T> CompletableFuture<T> send(Call call, Function<Json, T> reader, Function<Refusal, Optional<T>> meaning) {
        return new Attempts<>(this, call, reader, meaning).start();
    }

    HttpRequest request(Call call, Duration within) {
        BodyPublisher body =
                call.body().map(Json::toString).map(BodyPublishers::ofString).orElse(BodyPublishers.noBody());
        var request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + call.path()))
                .method(call.method(), body)
                .timeout(within)
                .header("X-Api-Key", apiKey)
                .header("Accept", "application/json, application/problem+json");
        if (call.body().isPresent()) request.header("Content-Type", "application/json");
        call.idempotencyKey().ifPresent(key -> request.header("Idempotency-Key", key));
        return request.build();
    }

    /** Where what waits goes on. */
    Executor executor() {
        return http.executor().orElse(ForkJoinPool.commonPool());
    }

    @Override
    public String toString() {
        return "Transport[" + base + "]";
    }
}
