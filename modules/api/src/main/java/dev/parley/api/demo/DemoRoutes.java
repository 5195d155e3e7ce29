package dev.parley.api.demo;

import dev.parley.api.access.Access;
import dev.parley.api.chat.ChatJson;
import dev.parley.api.chat.ChatProblems;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Routes;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.MintRefused;
import dev.parley.bus.Message.Minted;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.Target;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Found;
import dev.parley.cluster.Page;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the demo's page asks of the node: to be somebody, to come into rooms, and which node it is connected to. Where there
 * is no demo these routes have nothing. Safe on every thread.
 */
public final class DemoRoutes {

    private static final Logger log = LoggerFactory.getLogger(DemoRoutes.class);

    private final Optional<Demo> demo;
    private final ClusterSockets sockets;

    private record Demo(DemoConfig config, DemoUsers users, DemoRooms rooms) {}

    /** The routes of one node. */
    public DemoRoutes(Optional<DemoConfig> config, Bus bus, Chat chat, ClusterSockets sockets) {
        this.demo = config.map(on -> new Demo(on, new DemoUsers(bus, on), new DemoRooms(chat, on.at())));
        this.sockets = sockets;
    }

    public void addTo(Routes routes, Access access) {
        SecurityPolicyHandler door = demo.isPresent()
                ? access.anybody()
                : ctx -> Problem.ofStatus(404).send(ctx.response());
        routes.take("demoSession", door, (ctx, body) -> demo.ifPresent(on -> session(on, ctx, body)));
        routes.answer("demoRooms", door, ctx -> demo.ifPresent(on -> rooms(on, ctx)));
        routes.take("enterDemoRoom", door, (ctx, body) -> demo.ifPresent(on -> enter(on, ctx, body)));
        routes.answer("leaveDemoRoom", door, ctx -> demo.ifPresent(on -> leave(on, ctx)));
        routes.answer("demoSocket", door, ctx -> demo.ifPresent(on -> socket(on, ctx)));
    }

    /** Whoever comes is in the lobby. */
    private void session(Demo on, RoutingContext ctx, RawJson body) {
        DemoRequests.name(body, DemoRequests.LONGEST_USER).orRefuse(ctx.response(), name -> {
            String user = DemoRequests.user(name);
            tell(
                    ctx,
                    on.rooms.enter(DemoRooms.LOBBY, user),
                    lobby -> on.users
                            .mint(user)
                            .onSuccess(decision -> minted(on, ctx, name, lobby, decision))
                            .onFailure(cause -> {
                                log.warn("nobody mints tokens", cause);
                                Problem.unavailable().send(ctx.response());
                            }));
        });
    }

    private static void minted(Demo on, RoutingContext ctx, String name, ChatRoom lobby, MintDecision decision) {
        switch (decision) {
            case MintRefused refused ->
                new Problem(422, refused.code(), "There is no such token to be had", refused.reason())
                        .send(ctx.response());
            case Minted minted ->
                Answers.send(
                        ctx,
                        201,
                        JsonWriter.object(w -> w.name("name")
                                .string(name)
                                .name("user")
                                .string(DemoRequests.user(name))
                                .name("token")
                                .string(minted.token())
                                .name("expires")
                                .string(minted.expires().toString())
                                .name("namespace")
                                .string(on.config.at().name())
                                .name("path")
                                .string(on.config.socketPath())
                                .name("lobby")
                                .string(lobby.id())));
        }
    }

    private void rooms(Demo on, RoutingContext ctx) {
        on.users.known(ctx, user -> tell(ctx, on.rooms.list(), rooms -> listed(ctx, rooms)));
    }

    private static void listed(RoutingContext ctx, List<ChatRoom> rooms) {
        Answers.send(ctx, 200, JsonWriter.object(w -> {
            w.name("rooms").beginArray();
            rooms.forEach(room -> ChatJson.summary(w, room));
            w.endArray();
        }));
    }

    private void enter(Demo on, RoutingContext ctx, RawJson body) {
        on.users.known(
                ctx,
                user -> DemoRequests.name(body, DemoRequests.LONGEST_ROOM)
                        .orRefuse(
                                ctx.response(),
                                name -> tell(ctx, on.rooms.enter(name, user), room -> entered(ctx, room))));
    }

    private static void entered(RoutingContext ctx, ChatRoom room) {
        Answers.send(ctx, 200, JsonWriter.build(w -> ChatJson.summary(w, room)));
    }

    private void leave(Demo on, RoutingContext ctx) {
        String room = Routes.param(ctx, "room");
        on.users.known(ctx, user -> {
            if (DemoRooms.isOurs(room)) tell(ctx, on.rooms.leave(room, user), left -> Answers.done(ctx));
            else ChatProblems.of(ChatFault.UNKNOWN_ROOM).send(ctx.response());
        });
    }

    /** Behind a load balancer, this node need not be the one. */
    private void socket(Demo on, RoutingContext ctx) {
        String id = Routes.param(ctx, "socket");
        var one = Audience.of(on.config.at(), Target.socket(id));
        on.users.known(
                ctx, user -> sockets.sockets(one, new Page("", 1)).onSuccess(found -> found(ctx, user, id, found)));
    }

    /** Nobody is told of the sockets of others. */
    private static void found(RoutingContext ctx, String user, String id, Found<SocketInfo> found) {
        Optional<SocketInfo> own = found.items().stream()
                .filter(each -> each.user().equals(Optional.of(user)))
                .findFirst();
        if (own.isPresent()) {
            Answers.send(
                    ctx,
                    200,
                    JsonWriter.object(w -> w.name("id")
                            .string(id)
                            .name("node")
                            .string(own.get().node().value())));
        } else {
            Problem nowhere = found.silent().isEmpty() ? unknown(id) : Problem.unavailable();
            nowhere.send(ctx.response());
        }
    }

    private static Problem unknown(String id) {
        return new Problem(
                404, "unknown_socket", "There is no such socket", "You have no socket of the id \"" + id + "\".");
    }

    private static <T> void tell(RoutingContext ctx, Future<ChatAnswer<T>> answer, Consumer<T> then) {
        answer.onSuccess(said -> {
            switch (said) {
                case ChatAnswer.Told<T> told -> then.accept(told.value());
                case ChatAnswer.Refused<T> refused ->
                    ChatProblems.of(refused.fault()).send(ctx.response());
            }
        });
    }
}
