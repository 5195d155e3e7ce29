package dev.parley.outbound;

import java.util.List;

/**
 * Which addresses may be called that tokens and the API name.
 *
 * @param lenient whether addresses of private networks and of this machine, and http, are allowed without being listed: in
 *     development
 * @param allow host names, patterns such as {@code *.example.com}, addresses, and blocks of them, each as {@link
 *     Guard#canList} has it; what is listed may be private, and spoken to by http
 * @param onlyAllowed whether nothing else may be called
 */
public record OutboundConfig(boolean lenient, List<String> allow, boolean onlyAllowed) {

    public OutboundConfig {
        allow = List.copyOf(allow);
    }
}
