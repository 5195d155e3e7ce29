package dev.parley.bus.chat;

import dev.parley.bus.Message;
import java.util.function.Function;

/** What ChatVerticle answers. */
public sealed interface ChatAnswer<T> extends Message.FromChat {

    /** What was asked for; what was to be changed is changed, durably. */
    record Told<T>(T value) implements ChatAnswer<T> {}

    /** Nothing was changed, with the one exception that {@link ChatFault#UNAVAILABLE} tells of. */
    record Refused<T>(ChatFault fault) implements ChatAnswer<T> {}

    static <T> ChatAnswer<T> told(T value) {
        return new Told<>(value);
    }

    static <T> ChatAnswer<T> refused(ChatFault fault) {
        return new Refused<>(fault);
    }

    /** The same refusal, or something made of what was told. */
    default <U> ChatAnswer<U> map(Function<? super T, ? extends U> made) {
        return switch (this) {
            case Told<T> told -> new Told<>(made.apply(told.value()));
            case Refused<T> refused -> new Refused<>(refused.fault());
        };
    }
}
