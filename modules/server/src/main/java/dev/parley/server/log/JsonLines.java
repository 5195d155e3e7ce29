package dev.parley.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.Arrays;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Writes each event of the log as a JSON object on a line of its own: {@code timestamp} (ISO 8601, UTC), {@code level}, {@code
 * logger}, {@code thread}, {@code message}, {@code node} once its name is known, what the event has by name, such as {@code
 * request}, and {@code error} with the stack trace. Safe on every thread.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    /** The property of the logger context that names the node. */
    static final String NODE = "node";

    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] object = line(event).toBytes();
        byte[] line = Arrays.copyOf(object, object.length + 1);
        line[object.length] = '\n';
        return line;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    private static RawJson line(ILoggingEvent event) {
        return JsonWriter.object(w -> {
            w.name("timestamp").string(event.getInstant().toString());
            w.name("level").string(event.getLevel().toString());
            w.name("logger").string(event.getLoggerName());
            w.name("thread").string(event.getThreadName());
            w.name("message").string(String.valueOf(event.getFormattedMessage()));
            String node = event.getLoggerContextVO().getPropertyMap().get(NODE);
            if (node != null) w.name(NODE).string(node);
            List<KeyValuePair> pairs = event.getKeyValuePairs();
            if (pairs != null) for (KeyValuePair each : pairs) w.name(each.key).string(String.valueOf(each.value));
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) w.name("error").string(ThrowableProxyUtil.asString(thrown));
        });
    }
}
