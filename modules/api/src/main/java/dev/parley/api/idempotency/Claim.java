package dev.parley.api.idempotency;

import dev.parley.api.http.Reply.Done;
import java.time.Duration;

/** What became of the claim that a request makes to its key. */
sealed interface Claim {

    /**
     * It is the first one, and has to be answered.
     *
     * @param name of the key, in the memory of the cluster
     * @param mark what is remembered until then
     */
    record Ours(String app, String name, Remembered.UnderWay mark) implements Claim {}

    /** It was answered before. */
    record Repeated(Done answer) implements Claim {}

    /** It was done before; its answer is not there any more. */
    record AnswerGone() implements Claim {}

    /** Another body came with the key. */
    record OtherBody() implements Claim {}

    /** The first one is being answered. */
    record StillUnderWay() implements Claim {}

    /**
     * The app has had as much kept as it may.
     *
     * @param retryAfter how long that stays so
     */
    record Exhausted(Duration retryAfter) implements Claim {}
}
