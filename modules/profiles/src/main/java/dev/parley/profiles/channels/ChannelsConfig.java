package dev.parley.profiles.channels;

import dev.parley.bus.webhooks.Callback;
import java.util.List;

/**
 * The rules of the {@code channels} profile.
 *
 * @param httpPath what the paths of its HTTP routes begin with: nothing, or a path without a slash at its end
 * @param maxBody bytes of a request's body
 * @param md5Tokens whether join tokens signed by MD5 open its channels
 * @param totalOnConnect whether a socket is told {@code user-total} 1 when it connects
 * @param webhookForms how a backend is told that a socket has gone; none means not at all
 * @param origins whose pages may connect to its namespaces, where that is fewer than may connect to the server; none means
 *     that it is not
 */
public record ChannelsConfig(
        String httpPath,
        int maxBody,
        boolean md5Tokens,
        boolean totalOnConnect,
        List<Callback.Form> webhookForms,
        List<String> origins) {

    public ChannelsConfig {
        webhookForms = List.copyOf(webhookForms);
        origins = List.copyOf(origins);
    }
}
