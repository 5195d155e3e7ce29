package dev.parley.redis;

import dev.parley.bus.Command;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import dev.parley.protocol.msgpack.MsgpackValue;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket.Event;
import dev.parley.redis.AdapterMessage.Addressees;
import dev.parley.redis.AdapterMessage.Emit;
import dev.parley.redis.AdapterMessage.Foreign;
import dev.parley.redis.AdapterMessage.Garbage;
import dev.parley.redis.AdapterMessage.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads messages of {@code @socket.io/redis-adapter} 8 and {@code @socket.io/redis-emitter} 5. Immutable.
 *
 * @param maxMessage bytes that one may have
 * @param limits what a packet in it may have
 */
record MessageReader(int maxMessage, DecodeLimits limits) {

    /** Characters of a room's name, as the HTTP API takes them. */
    private static final int MAX_NAME = 256;

    private static final int JOIN = 2;
    private static final int LEAVE = 3;
    private static final int DISCONNECT = 4;

    /** The array and the object around the arguments of a packet. */
    private static final int AROUND = 2;

    private static final Garbage TOO_LARGE = new Garbage("it is larger than redis.max-message");
    private static final Garbage SHAPE = new Garbage("it has another shape");

    /** {@code [uid, packet, opts]} in MessagePack. */
    AdapterMessage event(byte[] message) {
        if (message.length > maxMessage) return TOO_LARGE;
        var deeper = new DecodeLimits(
                limits.attachments(), limits.attachmentBytes(), limits.depth() + AROUND, limits.namespaceLength());
        return switch (MsgpackValue.decode(message, deeper)) {
            case MsgpackValue.Fault(String why) -> new Garbage(why);
            case MsgpackValue.Whole(MsgpackValue value) -> event(value);
        };
    }

    private AdapterMessage event(MsgpackValue value) {
        List<RawJson> parts = value.json().elements();
        if (parts.size() != 3) return SHAPE;
        Map<String, RawJson> options = parts.get(2).members();
        Optional<Addressees> to = addressees(options);
        if (to.isEmpty()) return SHAPE;
        boolean droppable = member(options, "flags").member("volatile").equals(Optional.of(RawJson.TRUE));
        return switch (value.packet(parts.get(1), limits)) {
            case SocketCodec.Packet(Event event) ->
                new Emit(event.namespace(), event.args(), event.attachments(), droppable, to.get());
            case SocketCodec.Fault(String why) -> new Garbage(why);
            default -> SHAPE;
        };
    }

    /** {@code {"type":2,"opts":{"rooms","except"},...}} in JSON; what is not JSON is for servers alone. */
    AdapterMessage request(byte[] message) {
        if (message.length > maxMessage) return TOO_LARGE;
        if (message.length == 0 || message[0] != '{') return new Foreign();
        if (!(RawJson.check(message, 0, message.length, limits.depth()) instanceof RawJson.Valid valid))
            return new Garbage("it is no JSON");
        Map<String, RawJson> members = valid.value().members();
        int type = Math.clamp(member(members, "type").asLong().orElse(-1), -1, Integer.MAX_VALUE);
        return switch (type) {
            case JOIN -> order(members, Command.Join::new);
            case LEAVE -> order(members, Command.Leave::new);
            case DISCONNECT -> {
                boolean close = member(members, "close").equals(RawJson.TRUE);
                yield addressees(member(members, "opts").members())
                        .<AdapterMessage>map(to -> new Order(new Command.Disconnect(close), to))
                        .orElse(SHAPE);
            }
            default -> type < 0 ? SHAPE : new Foreign();
        };
    }

    private static AdapterMessage order(Map<String, RawJson> members, Function<List<String>, Command> command) {
        Optional<List<String>> rooms = names(member(members, "rooms"));
        Optional<Addressees> to = addressees(member(members, "opts").members());
        if (rooms.isEmpty() || to.isEmpty()) return SHAPE;
        return new Order(command.apply(rooms.get()), to.get());
    }

    /** Without {@code rooms} it would be for everybody, which has to be said. */
    private static Optional<Addressees> addressees(Map<String, RawJson> options) {
        RawJson except = options.getOrDefault("except", RawJson.EMPTY_ARRAY);
        return names(member(options, "rooms")).flatMap(rooms -> names(except).map(left -> new Addressees(rooms, left)));
    }

    private static Optional<List<String>> names(RawJson list) {
        if (list.kind() != Kind.ARRAY) return Optional.empty();
        var names = new ArrayList<String>();
        for (RawJson each : list.elements()) {
            Optional<String> name = each.asString().filter(text -> !text.isEmpty() && text.length() <= MAX_NAME);
            if (name.isEmpty()) return Optional.empty();
            names.add(name.get());
        }
        return Optional.of(names);
    }

    private static RawJson member(Map<String, RawJson> members, String name) {
        return members.getOrDefault(name, RawJson.NULL);
    }
}
