package dev.parley.bus;

import dev.parley.protocol.json.RawJson;
import java.util.List;

/**
 * What one socket answered to an inquiry.
 *
 * @param socket its public id
 * @param value the first argument of its answer; JSON's null where it answered without one
 * @param attachments binary parts, by the {@code num} of the placeholders in {@code value}
 */
public record Answer(String socket, RawJson value, List<byte[]> attachments) {

    public Answer {
        attachments = List.copyOf(attachments);
    }

    /** The bytes it takes up in a limit. */
    public int size() {
        int size = socket.length() + value.length();
        for (byte[] attachment : attachments) size += attachment.length;
        return size;
    }
}
