package dev.parley.server.config;

import dev.parley.api.ApiConfig;
import dev.parley.api.access.AdminKeys;
import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.Limits;
import dev.parley.apps.SigningSecret;
import dev.parley.apps.registry.AppRules;
import dev.parley.chat.ChatConfig;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.RequestLimits;
import dev.parley.outbound.OutboundConfig;
import dev.parley.profiles.adminui.AdminUiConfig;
import dev.parley.profiles.channels.ChannelsConfig;
import dev.parley.profiles.instantio.InstantioConfig;
import dev.parley.profiles.marketplace.MarketplaceConfig;
import dev.parley.profiles.messaging.MessagingConfig;
import dev.parley.profiles.panel.PanelConfig;
import dev.parley.profiles.parley.ParleyConfig;
import dev.parley.redis.RedisConfig;
import dev.parley.sockets.RecoveryConfig;
import dev.parley.sockets.SocketsConfig;
import dev.parley.store.StoreConfig;
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
 * @param recovery how clients that were cut off come back
 * @param app the one that clients belong to if they name none
 * @param limits of apps that set none of their own
 * @param apps what other apps there may be
 * @param outbound which addresses may be called that it does not name itself
 * @param storage where the store is
 * @param chat the limits of chat
 * @param requests what questions to all nodes, and commands to sockets there, may cost
 * @param redis where emitters of Socket.IO's Redis adapter publish, if they are to be heard
 * @param parley the rules of the {@code parley} profile
 * @param messaging the rules of the {@code messaging} profile
 * @param panel the rules of the {@code chat-panel} profile, if a namespace speaks it
 * @param channels the rules of the {@code channels} profile
 * @param instantio the rules of the {@code instantio} profile
 * @param marketplace the rules of the {@code marketplace} profile
 * @param adminUi how Socket.IO's Admin UI may be used, if it may be
 * @param namespaces the profile that each namespace speaks, by its name, such as {@code /}, or by a pattern of names;
 *     earlier patterns go before later ones
 * @param validateIn namespaces, or patterns of them, in which clients' events are checked against the document of their
 *     profile
 * @param missedFor how long a node that has gone without a word is missed
 * @param drain how a node that is told to stop lets its clients go
 * @param observability what it shows of itself to those who run it
 */
public record Configuration(
        Mode mode,
        Optional<String> nodeId,
        ClusterConfig cluster,
        SocketsConfig sockets,
        RecoveryConfig recovery,
        App app,
        Limits limits,
        AppRules apps,
        TokensConfig tokens,
        OutboundConfig outbound,
        WebhooksConfig webhooks,
        StoreConfig storage,
        ChatConfig chat,
        ApiConfig api,
        RequestLimits requests,
        Optional<RedisConfig> redis,
        ParleyConfig parley,
        MessagingConfig messaging,
        Optional<PanelConfig> panel,
        ChannelsConfig channels,
        InstantioConfig instantio,
        MarketplaceConfig marketplace,
        Optional<AdminUiConfig> adminUi,
        SequencedMap<String, String> namespaces,
        List<String> validateIn,
        Duration missedFor,
        DrainConfig drain,
        ObservabilityConfig observability) {

    public Configuration {
        validateIn = List.copyOf(validateIn);
        namespaces = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(namespaces));
    }

    /** The same with one API key and no other, which also signs join tokens if nothing else does. */
    public Configuration withApiKey(String key) {
        List<SigningSecret> secrets = app.secrets().isEmpty() ? List.of(signingBy(key)) : app.secrets();
        return with(app.withKeys(List.of(ApiKey.of("made", key))).withSecrets(secrets), api);
    }

    /** The same with one key for the admin and no other. */
    public Configuration withAdminKey(String key) {
        return with(app, api.withAdmins(AdminKeys.of(List.of(key))));
    }

    private Configuration with(App otherApp, ApiConfig otherApi) {
        return new Configuration(
                mode,
                nodeId,
                cluster,
                sockets,
                recovery,
                otherApp,
                limits,
                apps,
                tokens,
                outbound,
                webhooks,
                storage,
                chat,
                otherApi,
                requests,
                redis,
                parley,
                messaging,
                panel,
                channels,
                instantio,
                marketplace,
                adminUi,
                namespaces,
                validateIn,
                missedFor,
                drain,
                observability);
    }

    private static SigningSecret signingBy(String apiKey) {
        return new SigningSecret("made", Secrets.hmac(apiKey), Optional.empty());
    }

    /** Leaves out the branches that hold secrets: the hash code of a key, which its text shows, tells something of it. */
    @Override
    public String toString() {
        return "Configuration[mode=" + mode + ", nodeId=" + nodeId + ", cluster=" + cluster + ", sockets=" + sockets
                + ", namespaces=" + namespaces + "]";
    }
}
