package dev.parley.outbound;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;

/**
 * One request.
 *
 * @param trusted whether the operator chose the address; any other has to pass the {@link Guard}
 * @param timeout from looking up the name to the end of the answer
 * @param headers beside those that HTTP itself needs; {@code User-Agent} is {@code Parley} where it is not among them
 * @param keep how much of the answer's body is of use, in bytes
 * @param cut whether an answer counts with what was kept if there is more of it, or it breaks off, or does not end in time;
 *     if not, that is a failure
 */
public record Call(
        HttpMethod method,
        URI url,
        boolean trusted,
        MultiMap headers,
        Buffer body,
        Duration timeout,
        int keep,
        boolean cut) {}
