package bench;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** The peer "netty-socketio": the server as its documentation sets it up; HTTP for backends is on the next port. */
public final class Peer {

    private static final int ACCEPTED = 202;

    private Peer() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        var configuration = new Configuration();
        configuration.setHostname("0.0.0.0");
        configuration.setPort(port);
        configuration.setUseLinuxNativeEpoll(true);
        configuration.getSocketConfig().setReuseAddress(true);
        configuration.getSocketConfig().setAcceptBackLog(1024);
        var server = new SocketIOServer(configuration);
        server.addEventListener("join", Map.class, (client, data, answer) -> {
            client.joinRoom((String) data.get("room"));
            answer.sendAckData(ok("room", data.get("room")));
        });
        server.addEventListener(
                "publish",
                Map.class,
                (client, data, answer) -> server.getRoomOperations((String) data.get("room"))
                        .sendEvent((String) data.get("event"), client, data.get("data")));
        server.addEventListener(
                "ping",
                Object.class,
                (client, data, answer) -> answer.sendAckData(ok("time", System.currentTimeMillis())));
        server.start();
        serveBackends(server, port + 1);
        System.out.println("netty-socketio ready");
    }

    /** In this order. */
    private static Map<String, Object> ok(String name, Object value) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("ok", true);
        answer.put(name, value);
        return answer;
    }

    private static void serveBackends(SocketIOServer server, int port) throws IOException {
        var json = new ObjectMapper();
        HttpServer http = HttpServer.create(new InetSocketAddress(port), 0);
        http.createContext("/", exchange -> {
            JsonNode body = json.readTree(exchange.getRequestBody());
            for (JsonNode room : body.get("rooms")) {
                server.getRoomOperations(room.asText()).sendEvent(body.get("event").asText(), json.treeToValue(body.get("payload"), Object.class));
            }
            exchange.sendResponseHeaders(ACCEPTED, -1);
            exchange.close();
        });
        http.start();
    }
}
