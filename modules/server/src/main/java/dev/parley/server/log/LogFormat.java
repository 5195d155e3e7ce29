package dev.parley.server.log;

import ch.qos.logback.core.PropertyDefinerBase;

/**
 * Which of the two appenders of {@code conf/logback.xml} writes the log: {@code json} where {@code PARLEY_LOG_FORMAT} says so,
 * else {@code text}. What else it may say is a fault of the configuration, which is told in text.
 */
public final class LogFormat extends PropertyDefinerBase {

    @Override
    public String getPropertyValue() {
        return "json".equals(System.getenv("PARLEY_LOG_FORMAT")) ? "json" : "text";
    }
}
