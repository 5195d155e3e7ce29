package dev.parley.bench.micro;

import dev.parley.protocol.json.JsonCursor;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.msgpack.MsgpackCodec;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketPacket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The packet codec, on an event as a member of a room gets it: its name, an object with a text, and an object that says where it
 * is from. Owned by the thread that JMH runs it on; all times are in nanoseconds for one event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodecBenchmark {

    /** Bytes of the text. */
    @Param({"100", "4000"})
    private int text;

    private SocketPacket event = new SocketPacket.Disconnect("/");
    private RawJson args = RawJson.EMPTY_ARRAY;
    private byte[] json = {};
    private byte[] msgpack = {};

    /** Makes the event, and what it is on the wire. */
    @Setup
    public void prepare() {
        args = JsonWriter.build(w -> w.beginArray()
                .string("message")
                .beginObject()
                .name("text")
                .string("x".repeat(text))
                .name("at")
                .number(1_767_225_600_000L)
                .endObject()
                .beginObject()
                .name("room")
                .string("public:r17")
                .name("from")
                .string("Zk3vT9wQ")
                .endObject()
                .endArray());
        event = new SocketPacket.Event("/", null, args, List.of());
        json = SocketCodec.encode(event).text();
        msgpack = MsgpackCodec.encode(event);
    }

    /** As the default parser of stock clients reads it; once for all members of a room. */
    @Benchmark
    public SocketCodec.Encoded encodeJson() {
        return SocketCodec.encode(event);
    }

    /** As {@code socket.io-msgpack-parser} reads it; once for all members of a room. */
    @Benchmark
    public byte[] encodeMsgpack() {
        return MsgpackCodec.encode(event);
    }

    /** What a client has sent, the check of all its JSON included. */
    @Benchmark
    public Decoded decodeJson() {
        return SocketCodec.decode(json, 0, json.length, DecodeLimits.DEFAULTS);
    }

    /** The same in the other format, which becomes JSON. */
    @Benchmark
    public Decoded decodeMsgpack() {
        return MsgpackCodec.decode(msgpack, DecodeLimits.DEFAULTS);
    }

    /** The name of an event that is decoded already; what is behind it is not looked at. */
    @Benchmark
    public Optional<String> scanName() {
        JsonCursor cursor = args.cursor();
        cursor.enter();
        return cursor.more() ? cursor.value().asString() : Optional.empty();
    }
}
