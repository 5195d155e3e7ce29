package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What tests of chat have in common. */
final class Tests {

    static final AppNamespace AT = new AppNamespace("app", "/");

    /** Generous: the machine may be busy. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    static final ChatConfig CONFIG =
            new ChatConfig(10_000, 16_000, 128, 1_000, 1_000, 200, 1_000, 100, 10_000, Duration.ofMinutes(1));

    private Tests() {}

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static <T> T told(ChatAnswer<T> answer) {
        return switch (answer) {
            case ChatAnswer.Told<T>(T value) -> value;
            case ChatAnswer.Refused<T>(ChatFault fault) -> throw new AssertionError("refused: " + fault);
        };
    }

    static <T> ChatFault refused(ChatAnswer<T> answer) {
        return switch (answer) {
            case ChatAnswer.Told<T>(T value) -> throw new AssertionError("told: " + value);
            case ChatAnswer.Refused<T>(ChatFault fault) -> fault;
        };
    }

    static RawJson json(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ((RawJson.Valid) RawJson.check(utf8, 0, utf8.length, 100)).value();
    }
}
