import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.client.*;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend in plain Java: it lets its page into a room, emits events, and hears by signed webhook who is there. */
class Backend {

    static final String URL = System.getenv("PARLEY_URL");
    static final Parley PARLEY = Parley.connect(URL, System.getenv("HTTP_API_KEY"));
    static final JoinTokens TOKENS = JoinTokens.signedWith(System.getenv("JOIN_TOKEN_SECRET"));
    static final Webhooks WEBHOOKS = Webhooks.verifiedBy(System.getenv("WEBHOOK_SECRET"));
    static final Path PAGE = Path.of("../browser/index.html");
    static final Set<String> PRESENT = ConcurrentHashMap.newKeySet();
    static final AtomicInteger ORDERS = new AtomicInteger();

    public static void main(String... args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", Backend::page);
        server.createContext("/token", Backend::token);
        server.createContext("/orders", Backend::order);
        server.createContext("/webhooks", Backend::webhook);
        server.createContext("/present", exchange -> answer(exchange, 200, Json.of(PRESENT)));
        server.start();
        System.out.println("java: http://127.0.0.1:" + port);
    }

    static void page(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        answer(exchange, 200, Files.readString(PAGE).replace("PARLEY_URL", URL));
    }

    static void token(HttpExchange exchange) throws IOException {
        answer(exchange, 200, Json.of(Map.of("token", TOKENS.channel("orders").sign())));
    }

    static void order(HttpExchange exchange) throws IOException {
        Json asked = Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Json order = Json.of(Map.of("id", "java-" + ORDERS.incrementAndGet(), "text", asked.at("text")));
        PARLEY.to("orders").emit("order:created", order);
        answer(exchange, 201, order);
    }

    static void webhook(HttpExchange exchange) throws IOException {
        try {
            WEBHOOKS.verify(exchange.getRequestBody().readAllBytes(), exchange.getRequestHeaders()).forEach(Backend::take);
            answer(exchange, 200, "");
        } catch (WebhookRefusedException refused) {
            answer(exchange, 400, "");
        }
    }

    static void take(WebhookEvent event) {
        switch (event) {
            case WebhookEvent.RoomJoined joined -> PRESENT.add(joined.socket());
            case WebhookEvent.RoomLeft left -> PRESENT.remove(left.socket());
            default -> {}
        }
        System.out.println("java: " + event);
    }

    static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
