package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Limit;
import dev.parley.apps.Scope;
import dev.parley.bus.chat.ChatFault;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
