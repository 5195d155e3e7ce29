package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Limit;
import dev.parley.apps.Scope;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.WebhookFault;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code openapi.yaml} is true. */
class OpenApiTest {

    private final Map<String, Object> document = RoutesAndDocument.document();

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedRouteServed() {
        try (var api = new TestApi()) {
            assertThat(RoutesAndDocument.documented())
                    .containsExactlyInAnyOrderElementsOf(RoutesAndDocument.served(api.api));
        }
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        List<Object> names = values(document.get("paths"), "operationId");
        assertThat(names).doesNotHaveDuplicates().hasSameSizeAs(RoutesAndDocument.documented());
    }

    @Test
    void everyReferenceHasATarget() {
        var targets = new TreeSet<String>();
        for (Object reference : values(document, "$ref")) targets.add(String.valueOf(reference));
        assertThat(targets).isNotEmpty().allSatisfy(target -> {
            Object at = document;
            for (String part : target.substring(2).split("/")) at = ((Map<?, ?>) at).get(part);
            assertThat(at).as(target).isNotNull();
        });
    }

    @Test
    void theLimitsAreThoseThatThereAre() {
        Map<?, ?> limits = (Map<?, ?>) schema("Limits").get("properties");
        assertThat(limits.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Limit.values()).map(Limit::key).toList());
        for (Limit limit : Limit.values()) {
            Map<?, ?> range = (Map<?, ?>) limits.get(limit.key());
            assertThat(range.get("minimum")).as(limit.key()).isEqualTo(limit.least());
            assertThat(range.get("maximum")).as(limit.key()).isEqualTo(limit.most());
        }
    }

    @Test
    void theScopesAreThoseThatThereAre() {
        List<?> scopes = (List<?>) ((Map<?, ?>) schema("Scopes").get("items")).get("enum");
        assertThat(scopes.stream().map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Scope.values()).map(Scope::text).toList());
    }

    /** Backends do nothing as a member or an author, and nobody signs in here. */
    @Test
    void theRefusalsOfChatAreTold() {
        var ofClients =
                Set.of(ChatFault.USER_EXISTS, ChatFault.LOGIN_TAKEN, ChatFault.NOT_THE_AUTHOR, ChatFault.NOT_ADDRESSED);
        String text = document.toString();
        for (ChatFault fault : ChatFault.values()) {
            if (!ofClients.contains(fault)) assertThat(text).contains("`" + fault.code() + "`");
        }
    }

    /** What comes from whoever answers for webhooks; all of it can. */
    @Test
    void theRefusalsOfWebhooksAreTold() {
        String text = document.toString();
        for (WebhookFault fault : WebhookFault.values()) assertThat(text).contains("`" + fault.code() + "`");
    }

    @Test
    void everyActivityIsThereUnderTheNameThatItComesBy() {
        List<String> names =
                Arrays.stream(Activity.Type.values()).map(Activity.Type::wire).toList();
        assertThat(schema("ActivityType").get("enum")).isEqualTo(names);
        List<String> described =
                Stream.concat(names.stream(), Stream.of("batch")).toList();
        assertThat(keys(webhooks())).containsExactlyElementsOf(described);
        for (Object name : webhooks().keySet()) {
            Map<?, ?> body = (Map<?, ?>) at(webhooks(), name, "post", "requestBody", "content", "application/json");
            Map<?, ?> example = (Map<?, ?>) at(body, "examples", "usual", "value");
            assertThat(example.get("type")).isEqualTo(name);
            assertThat(keys(example)).containsExactly("type", "timestamp", "data");
        }
    }

    /** As those are told that a node makes, whatever the profile. */
    @Test
    void everyActivityHasItsData() {
        var data = new HashMap<String, Set<String>>();
        webhooks().forEach((name, item) -> {
            if (name.equals("batch")) return;
            Object schema = at(item, "post", "requestBody", "content", "application/json", "schema", "allOf");
            Object of = at(((List<?>) schema).get(1), "properties", "data", "$ref");
            data.put(String.valueOf(name), required(String.valueOf(of)));
        });
        assertThat(data)
                .containsEntry("socket.connected", Set.of("socket", "namespace"))
                .containsEntry("socket.disconnected", Set.of("socket", "namespace", "reason"))
                .containsEntry("room.joined", Set.of("socket", "namespace", "room"))
                .containsEntry("room.left", Set.of("socket", "namespace", "room", "reason"))
                .containsEntry("room.occupied", Set.of("namespace", "room"))
                .containsEntry("room.vacated", Set.of("namespace", "room"))
                .containsEntry("room.published", Set.of("socket", "namespace", "room", "id", "event", "data"))
                .containsEntry("user.online", Set.of("namespace", "user"))
                .containsEntry("user.offline", Set.of("namespace", "user"))
                .containsEntry("webhook.ping", Set.of("endpoint"))
                .containsEntry("webhook.disabled", Set.of("endpoint", "why"));
    }

    private Map<?, ?> webhooks() {
        return (Map<?, ?>) at(document, "webhooks");
    }

    /** What has to be there, in a schema and in those that it is made of. */
    private Set<String> required(String reference) {
        Map<?, ?> schema = schema(reference.substring(reference.lastIndexOf('/') + 1));
        return Set.copyOf(Stream.concat(
                        values(schema, "required").stream()
                                .flatMap(names -> ((List<?>) names).stream().map(String::valueOf)),
                        values(schema, "$ref").stream().map(String::valueOf).flatMap(inner -> required(inner).stream()))
                .toList());
    }

    private static Object at(Object node, Object... path) {
        for (Object name : path) node = Objects.requireNonNull(((Map<?, ?>) node).get(name), name::toString);
        return node;
    }

    private static List<String> keys(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).toList();
    }

    private Map<?, ?> schema(String name) {
        Map<?, ?> components = (Map<?, ?>) document.get("components");
        return (Map<?, ?>) ((Map<?, ?>) components.get("schemas")).get(name);
    }

    private static List<Object> values(@Nullable Object node, String key) {
        Stream<?> inner =
                switch (node) {
                    case Map<?, ?> map -> map.values().stream();
                    case Collection<?> list -> list.stream();
                    case null, default -> Stream.of();
                };
        Stream<Object> here =
                node instanceof Map<?, ?> map && map.get(key) instanceof Object value ? Stream.of(value) : Stream.of();
        return Stream.concat(here, inner.flatMap(each -> values(each, key).stream()))
                .toList();
    }
}
