package dev.parley.bus;

import dev.parley.bus.SocketReply.Effect;
import dev.parley.bus.SocketReply.Names;
import dev.parley.bus.SocketReply.Sockets;
import dev.parley.bus.SocketRequest.Asker;
import dev.parley.bus.SocketRequest.Lookup;
import dev.parley.bus.SocketRequest.Order;
import dev.parley.bus.SocketRequest.Report;
import dev.parley.bus.Wire.Reader;
import dev.parley.bus.Wire.Writer;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The part of {@link MessageCodec} that is about requests to sockets, and the answers. Stateless. */
final class SocketRequestCodec {

    private static final byte REPORT = 40;
    private static final byte ORDER = 41;
    private static final byte LOOKUP = 42;
    private static final byte EFFECT = 43;
    private static final byte SOCKETS = 44;
    private static final byte NAMES = 45;

    private static final byte JOIN = 1;
    private static final byte LEAVE = 2;
    private static final byte DISCONNECT = 3;
    private static final byte RELEASE = 4;

    private SocketRequestCodec() {}

    static boolean owns(byte tag) {
        return tag >= REPORT && tag <= NAMES;
    }

    static void encode(SocketRequest message, Buffer buffer, Writer w) {
        switch (message) {
            case Report m -> {
                buffer.appendByte(REPORT);
                asker(w, m.asker());
                w.broadcast(m.event());
                w.stampAndPassage(m.event());
            }
            case Order m -> {
                buffer.appendByte(ORDER);
                w.audience(m.audience());
                command(m.command(), buffer, w);
                w.bool(m.asker().isPresent());
                m.asker().ifPresent(asker -> asker(w, asker));
            }
            case Lookup m -> {
                buffer.appendByte(LOOKUP);
                asker(w, m.asker());
                w.audience(m.audience());
                buffer.appendByte((byte) m.of().code());
                w.string(m.prefix());
                w.string(m.after());
                buffer.appendInt(m.limit());
            }
        }
    }

    static void encode(SocketReply message, Buffer buffer, Writer w) {
        switch (message) {
            case Effect m -> {
                buffer.appendByte(EFFECT);
                by(w, m);
                buffer.appendInt(m.members());
                buffer.appendInt(m.reached());
            }
            case Sockets m -> {
                buffer.appendByte(SOCKETS);
                by(w, m);
                excerpt(w, m.found(), SocketRequestCodec::socket);
            }
            case Names m -> {
                buffer.appendByte(NAMES);
                by(w, m);
                excerpt(w, m.found(), (each, sockets) -> buffer.appendInt(sockets));
            }
        }
    }

    static Message decode(byte tag, Reader r) {
        return switch (tag) {
            case REPORT -> new Report(asker(r), r.stamped());
            case ORDER -> new Order(r.audience(), command(r), r.bool() ? Optional.of(asker(r)) : Optional.empty());
            case LOOKUP ->
                new Lookup(asker(r), r.audience(), Target.Kind.of((char) r.u8()), r.string(), r.string(), r.i32());
            case EFFECT -> new Effect(new NodeId(r.string()), r.i64(), r.i32(), r.i32());
            case SOCKETS -> new Sockets(new NodeId(r.string()), r.i64(), excerpt(r, SocketRequestCodec::socket));
            case NAMES -> new Names(new NodeId(r.string()), r.i64(), excerpt(r, Reader::i32));
            default -> throw new IllegalArgumentException("bus message with tag " + tag);
        };
    }

    private static void command(Command command, Buffer buffer, Writer w) {
        switch (command) {
            case Command.Join join -> {
                buffer.appendByte(JOIN);
                w.list(join.rooms(), Writer::string);
            }
            case Command.Leave leave -> {
                buffer.appendByte(LEAVE);
                w.list(leave.rooms(), Writer::string);
            }
            case Command.Disconnect disconnect -> {
                buffer.appendByte(DISCONNECT);
                w.bool(disconnect.connection());
            }
            case Command.Release release -> {
                buffer.appendByte(RELEASE);
                w.string(release.secret());
            }
        }
    }

    private static Command command(Reader r) {
        byte kind = r.u8();
        return switch (kind) {
            case JOIN -> new Command.Join(r.list(Reader::string));
            case LEAVE -> new Command.Leave(r.list(Reader::string));
            case DISCONNECT -> new Command.Disconnect(r.bool());
            case RELEASE -> new Command.Release(r.string());
            default -> throw new IllegalArgumentException("command of kind " + kind);
        };
    }

    private static void asker(Writer w, Asker asker) {
        w.string(asker.node().value());
        w.out().appendLong(asker.number());
    }

    private static Asker asker(Reader r) {
        return new Asker(new NodeId(r.string()), r.i64());
    }

    private static void by(Writer w, SocketReply reply) {
        w.string(reply.by().value());
        w.out().appendLong(reply.number());
    }

    private static <V> void excerpt(Writer w, Excerpt<V> excerpt, BiConsumer<Writer, V> value) {
        w.out().appendInt(excerpt.entries().size());
        excerpt.entries().forEach((name, each) -> {
            w.string(name);
            value.accept(w, each);
        });
        w.bool(excerpt.more());
    }

    private static <V> Excerpt<V> excerpt(Reader r, Function<Reader, V> value) {
        var entries = new TreeMap<String, V>();
        int size = r.i32();
        for (int i = 0; i < size; i++) entries.put(r.string(), value.apply(r));
        return new Excerpt<>(entries, r.bool());
    }

    private static void socket(Writer w, SocketInfo socket) {
        w.string(socket.id());
        w.bool(socket.user().isPresent());
        socket.user().ifPresent(w::string);
        w.string(socket.node().value());
        w.string(socket.transport());
        w.out().appendLong(socket.connected().toEpochMilli());
        w.list(socket.rooms(), Writer::string);
    }

    private static SocketInfo socket(Reader r) {
        return new SocketInfo(
                r.string(),
                r.bool() ? Optional.of(r.string()) : Optional.empty(),
                new NodeId(r.string()),
                r.string(),
                Instant.ofEpochMilli(r.i64()),
                r.list(Reader::string));
    }
}
