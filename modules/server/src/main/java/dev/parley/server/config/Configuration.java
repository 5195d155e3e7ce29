package dev.parley.server.config;

import dev.parley.api.ApiConfig;
import dev.parley.api.ApiKey;
import dev.parley.cluster.ClusterConfig;
import dev.parley.profiles.parley.ParleyConfig;
import dev.parley.sockets.SocketsConfig;
import dev.parley.tokens.TokensConfig;
import dev.parley.webhooks.WebhooksConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * All that one node is told at its start. Each verticle gets its own branch. {@code conf/parley.yaml} explains every key.
 *
 * @param nodeId nothing when a new name is to be made
 * @param parley the rules of the {@code parley} profile
 * @param namespaces the profile that each namespace speaks, by its name, such as {@code /}, or by a pattern of names;
 *     earlier patterns go before later ones
 * @param drain how long a node that is told to stop may take to let its clients go
 */
public record Configuration(
        Mode mode,
        Optional<String> nodeId,
        ClusterConfig cluster,
        SocketsConfig sockets,
        TokensConfig tokens,
        WebhooksConfig webhooks,
        ApiConfig api,
        ParleyConfig parley,
        SequencedMap<String, String> namespaces,
        Duration drain) {

    public Configuration {
        namespaces = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(namespaces));
    }

    /** The same with one API key and no other, which also signs join tokens if nothing else does. */
    public Configuration withApiKey(String key) {
        return new Configuration(
                mode,
                nodeId,
                cluster,
                sockets,
                tokens.keys().isEmpty()
                        ? new TokensConfig(
                                tokens.app(), List.of(Secrets.hmac(key)), tokens.maxLifetime(), tokens.maxLength())
                        : tokens,
                webhooks,
                new ApiConfig(List.of(ApiKey.of(key)), api.maxBody(), api.maxTargets(), api.acks()),
                parley,
                namespaces,
                drain);
    }

    /** Leaves out the branches that hold secrets: the hash code of a key, which its text shows, tells something of it. */
    @Override
    public String toString() {
        return "Configuration[mode=" + mode + ", nodeId=" + nodeId + ", cluster=" + cluster + ", sockets=" + sockets
                + ", namespaces=" + namespaces + "]";
    }
}
