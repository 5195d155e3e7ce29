package dev.parley.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.bus.tracing.Tracing;
import dev.parley.profiles.channels.Channels;
import dev.parley.profiles.channels.ChannelsConfig;
import dev.parley.profiles.instantio.EmitKeys;
import dev.parley.profiles.instantio.Instantio;
import dev.parley.profiles.instantio.InstantioConfig;
import dev.parley.profiles.messaging.Messaging;
import dev.parley.profiles.messaging.MessagingConfig;
import dev.parley.profiles.panel.ChatPanel;
import dev.parley.profiles.panel.ClientKeys;
import dev.parley.profiles.panel.PanelConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each profile's {@code openapi.yaml} has the routes that it serves, and no others. */
class RoutesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What stands between braces in a path, as a word that no route has by itself. */
    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");

    @TempDir
    Path folder;

    @AutoClose
    private final TestServices alone = TestServices.start(App.bare("default"));

    private final ProfileServices node = alone.services();

    private record Operation(HttpMethod method, String path) {}

    @Test
    void ofInstantio() {
        var config = new InstantioConfig(
                "/", Optional.empty(), Optional.empty(), 1, EmitKeys.of(List.of()), 1, 1, SECOND, true, false);
        Contract contract = Instantio.contract(config, node, name -> true);
        // One route takes every method; backends use one of them.
        assertThat(documented(contract, "instantio"))
                .containsExactly(new Operation(HttpMethod.POST, "/instantio/emit"));
        assertThat(served(contract)).singleElement().matches(each -> matches(each, HttpMethod.POST, "/instantio/emit"));
    }

    @Test
    void ofChatPanel() {
        var config = new PanelConfig(
                "/", "", ClientKeys.of(List.of("secret")), SECOND, true, 1, 1, folder, List.of(), List.of());
        assertThatAllAreDocumented(ChatPanel.contract(config, node), "chat-panel");
    }

    @Test
    void ofChannels() {
        var config = new ChannelsConfig("", 1, true, true, List.of(), List.of());
        assertThatAllAreDocumented(Channels.contract(config, node, List.of("/")), "channels");
    }

    @Test
    void ofMessaging() {
        var config =
                new MessagingConfig("", 1, Set.of(), 1, 1, Optional.empty(), false, 1, SECOND, SECOND, 1, List.of());
        assertThatAllAreDocumented(Messaging.contract(config, node, List.of("/")), "messaging");
    }

    private void assertThatAllAreDocumented(Contract contract, String profile) {
        List<Operation> documented = documented(contract, profile);
        // Those of every method answer preflights, or what there is no route for.
        List<Route> served =
                served(contract).stream().filter(each -> each.methods() != null).toList();
        assertThat(served)
                .isNotEmpty()
                .allSatisfy(route -> assertThat(documented)
                        .as(route.methods() + " " + route.getName())
                        .anyMatch(each -> matches(route, each.method(), each.path())));
        assertThat(documented)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(served)
                        .as(each.toString())
                        .anyMatch(route -> matches(route, each.method(), each.path())));
    }

    private List<Route> served(Contract contract) {
        return alone.router(contract, Tracing.OFF).getRoutes();
    }

    /** A path parameter stands for a path parameter, and fixed words for themselves. */
    private static boolean matches(Route route, HttpMethod method, String path) {
        if (route.methods() != null && !route.methods().contains(method)) return false;
        return route.getPath() == null
                ? Pattern.matches(route.getName(), PARAMETER.matcher(path).replaceAll("some"))
                : PARAMETER.matcher(path).replaceAll(":").equals(route.getPath().replaceAll(":\\w+", ":"));
    }

    @SuppressWarnings("unchecked")
    private static List<Operation> documented(Contract contract, String profile) {
        String text = contract.documents(profile).routes().orElseThrow();
        var settings = LoadSettings.builder().setMaxAliasesForCollections(1_000).build();
        var document = (Map<String, Map<String, Map<String, Object>>>) new Load(settings).loadFromString(text);
        return document.get("paths").entrySet().stream()
                .flatMap(path -> operations(path.getKey(), path.getValue()))
                .toList();
    }

    private static Stream<Operation> operations(String path, Map<String, Object> methods) {
        return methods.keySet().stream()
                .map(method -> new Operation(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), path));
    }
}
