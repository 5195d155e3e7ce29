package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Apps;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.sockets.RawClient.Answer;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An app may say whose pages may connect to it. */
class AppOriginsTest {

    private static final String FRIEND = "https://friend.example"; // Of the node, see TestNode.
    private static final String SHOP = "https://shop.example";

    private static volatile List<String> ofShop = List.of(SHOP);
    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config(), Map.of(), new Changing(), System::nanoTime);
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    /** Apps that are looked up each time, as those that the admin API changes. */
    private static final class Changing implements Apps {

        private static Apps now() {
            var limits = new Limits(Stream.of(Limit.values()).collect(Collectors.toMap(limit -> limit, Limit::most)));
            return new AppTable(
                    app("default", Optional.empty()),
                    List.of(app("shop", Optional.of(ofShop)), app("closed", Optional.of(List.of()))),
                    limits,
                    InstantSource.system());
        }

        private static App app(String id, Optional<List<String>> origins) {
            return new App(id, id, List.of(), List.of(), List.of(), Optional.empty(), origins, false, Limits.NONE);
        }

        @Override
        public Optional<App> find(String id) {
            return now().find(id);
        }

        @Override
        public Optional<Caller> byKey(String presented) {
            return Optional.empty();
        }

        @Override
        public App standard() {
            return now().standard();
        }
    }

    private static Answer open(String app, String origin) {
        return client.request(HttpMethod.GET, RawClient.POLLING + app, null, Map.of("Origin", origin))
                .join();
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://friend.example, 200",
        "'', https://shop.example, 403",
        "&app=default, https://friend.example, 200",
        "&app=shop, https://shop.example, 200",
        "&app=shop, https://friend.example, 403",
        "&app=closed, https://friend.example, 403",
        "&app=nobody, https://friend.example, 200",
        "&app=nobody, https://shop.example, 403",
    })
    void goesBeforeTheNode(String app, String origin, int status) {
        Answer answer = open(app, origin);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("access-control-allow-origin")).isEqualTo(status == 200 ? origin : null);
    }

    @Test
    void countsAtOnceWhenItChanges() {
        assertThat(open("&app=shop", "https://new.example").status()).isEqualTo(403);
        ofShop = List.of("new.example");
        assertThat(open("&app=shop", "https://new.example").status()).isEqualTo(200);
        assertThat(open("&app=shop", SHOP).status()).isEqualTo(403);
        ofShop = List.of(SHOP);
    }

    @Test
    void isForWebSocketsToo() {
        assertThat(client.request(
                                HttpMethod.GET,
                                RawClient.WEBSOCKET + "&app=shop",
                                null,
                                Map.of("Origin", FRIEND, "Connection", "Upgrade", "Upgrade", "websocket"))
                        .join()
                        .status())
                .isEqualTo(400);
    }
}
