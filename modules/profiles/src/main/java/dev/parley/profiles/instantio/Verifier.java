package dev.parley.profiles.instantio;

import dev.parley.outbound.Call;
import dev.parley.outbound.Guard;
import dev.parley.outbound.HttpCaller;
import dev.parley.outbound.Reply;
import dev.parley.profiles.JsValue;
import dev.parley.profiles.instantio.InstantioConfig.Verification;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the backend which room a token is for: {@code {"token"}}, answered with {@code {"code":200,"data":{"room"}}}. Its calls
 * are made on a context of its own; it may be asked on any.
 */
final class Verifier {

    private static final Logger log = LoggerFactory.getLogger(Verifier.class);

    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int MAX_DEPTH = 100;

    private final Verification config;
    private final Vertx vertx;
    private final Guard guard;
    private final Context context;
    private @Nullable HttpCaller caller;

    Verifier(Verification config, Vertx vertx, Guard guard) {
        this.config = config;
        this.vertx = vertx;
        this.guard = guard;
        this.context = vertx.getOrCreateContext();
    }

    /**
     * Asks about a token.
     *
     * @return on the context of whoever asks: the room, a scalar or an array, or nothing if the token is not good for one or
     *     there is no answer in time; does not fail
     */
    Future<Optional<RawJson>> room(Optional<RawJson> token) {
        RawJson question =
                JsonWriter.object(w -> token.ifPresent(it -> w.name("token").raw(it)));
        Context asker = vertx.getOrCreateContext();
        Promise<Optional<RawJson>> room = Promise.promise();
        context.runOnContext(own -> ask(question)
                .map(Verifier::roomIn)
                .otherwise(failed -> {
                    log.warn("the hook that verifies tokens of instantio: {}", failed.getMessage());
                    return Optional.empty();
                })
                .onSuccess(found -> asker.runOnContext(back -> room.complete(found))));
        return room.future();
    }

    private Future<Reply> ask(RawJson question) {
        HttpCaller mine = caller;
        if (mine == null) caller = mine = new HttpCaller(vertx, guard, config.open());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "application/json")
                .add("Accept", "application/json, text/plain, */*")
                .add("User-Agent", "axios/1.6.0");
        Buffer body = Buffer.buffer(question.toBytes());
        return mine.call(
                new Call(HttpMethod.POST, config.url(), true, headers, body, config.timeout(), LARGEST_ANSWER, false));
    }

    static Optional<RawJson> roomIn(Reply reply) {
        if (reply.status() / 100 != 2) return Optional.empty();
        byte[] body = reply.body().getBytes();
        if (!(RawJson.check(body, 0, body.length, MAX_DEPTH) instanceof RawJson.Valid valid)) return Optional.empty();
        RawJson answer = valid.value();
        if (answer.member("code").filter(Verifier::isGood).isEmpty()) return Optional.empty();
        return answer.member("data")
                .flatMap(data -> data.member("room"))
                .filter(room -> !JsValue.isFalsy(room))
                .filter(room -> room.kind() == Kind.ARRAY || JsValue.text(room).isPresent());
    }

    /** {@code code == 200}, as the contract's first server compared it. */
    private static boolean isGood(RawJson code) {
        return switch (code.kind()) {
            case NUMBER -> Double.parseDouble(code.toString()) == 200;
            case STRING -> code.asString().orElse("").strip().matches("\\+?0*200(\\.0*)?");
            default -> false;
        };
    }
}
