package dev.parley.client;

/**
 * There is no answer that can be read. Whether the request was carried out is not known; where it was an emit, the same
 * {@linkplain Emitter#idempotencyKey idempotency key} makes it safe to try again.
 *
 * <p>{@link #code} is {@code unreachable}, {@code timeout}, {@code interrupted} or {@code unreadable_answer}.
 */
public final class NoAnswerException extends ParleyException {

    private static final long serialVersionUID = 1;

    NoAnswerException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }

    @Override
    NoAnswerException seenByCaller() {
        return new NoAnswerException(code(), String.valueOf(getMessage()), this);
    }
}
