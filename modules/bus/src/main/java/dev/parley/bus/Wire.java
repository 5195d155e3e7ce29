package dev.parley.bus;

import dev.parley.bus.Message.Broadcast;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The primitive forms of what crosses between nodes: big-endian numbers, length-prefixed bytes, counted lists. For {@link
 * MessageCodec}, and for packages of the bus that write and read their own.
 */
public final class Wire {

    private static final Stamp OF_NOBODY = new Stamp(new NodeId(""), 0, 0);

    private Wire() {}

    /** Appends to a buffer. Confined to one encoding. */
    public record Writer(Buffer out) {

        public void bytes(byte[] value) {
            out.appendInt(value.length).appendBytes(value);
        }

        /** Writes what {@link Reader#part} reads. */
        void part(Runnable content) {
            int start = out.length();
            out.appendInt(0);
            content.run();
            out.setInt(start, out.length() - start - Integer.BYTES);
        }

        public void string(String value) {
            bytes(value.getBytes(StandardCharsets.UTF_8));
        }

        public void bool(boolean value) {
            out.appendByte((byte) (value ? 1 : 0));
        }

        void target(Target target) {
            out.appendByte((byte) target.kind().code());
            string(target.name());
        }

        public void namespace(AppNamespace namespace) {
            string(namespace.app());
            string(namespace.name());
        }

        void place(Place place) {
            namespace(place.namespace());
            target(place.target());
        }

        void audience(Audience audience) {
            namespace(audience.namespace());
            list(audience.to(), Writer::target);
            list(audience.except(), Writer::target);
        }

        void broadcast(Broadcast broadcast) {
            string(broadcast.id());
            audience(broadcast.audience());
            bytes(broadcast.args().toBytes());
            list(broadcast.attachments(), Writer::bytes);
            bool(broadcast.droppable());
        }

        /**
         * What a node of an earlier release does not read, at the end of the message: a stamp, if there is one, and a passage, if
         * there is one. In front of a passage stands the stamp of nobody where there is none.
         */
        void stampAndPassage(Broadcast event) {
            event.stamp().ifPresent(this::stamp);
            if (event.passage().isEmpty()) return;
            if (event.stamp().isEmpty()) stamp(OF_NOBODY);
            passage(event.passage().get());
        }

        void passage(Passage passage) {
            string(passage.from().value());
            out.appendLong(passage.accepted());
            trace(passage.trace());
        }

        void trace(Optional<String> traceparent) {
            string(traceparent.orElse(""));
        }

        void stamp(Stamp stamp) {
            string(stamp.origin().value());
            out.appendLong(stamp.number()).appendLong(stamp.previous());
        }

        void answer(Answer answer) {
            string(answer.socket());
            bytes(answer.value().toBytes());
            list(answer.attachments(), Writer::bytes);
        }

        public <T> void list(List<T> values, BiConsumer<Writer, T> each) {
            out.appendInt(values.size());
            for (T value : values) each.accept(this, value);
        }
    }

    /** Reads from a buffer. Confined to one decoding. */
    public static final class Reader {

        private static final int DEPTH = 1_000;

        private final Buffer in;
        private final int end;
        private int at;

        public Reader(Buffer in, int at) {
            this(in, at, in.length());
        }

        private Reader(Buffer in, int at, int end) {
            this.in = in;
            this.at = at;
            this.end = end;
        }

        /** Of what {@link #bytes} would read, without a copy. */
        Reader part() {
            int length = i32();
            if (length < 0 || length > end - at) throw new IllegalArgumentException("part of " + length);
            at += length;
            return new Reader(in, at - length, at);
        }

        public byte u8() {
            return in.getByte(at++);
        }

        public int i32() {
            at += 4;
            return in.getInt(at - 4);
        }

        public long i64() {
            at += 8;
            return in.getLong(at - 8);
        }

        public byte[] bytes() {
            int length = i32();
            at += length;
            return in.getBytes(at - length, at);
        }

        public String string() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        public boolean bool() {
            return u8() != 0;
        }

        Target target() {
            return new Target(Target.Kind.of((char) u8()), string());
        }

        public AppNamespace namespace() {
            return new AppNamespace(string(), string());
        }

        Place place() {
            return new Place(namespace(), target());
        }

        public RawJson json() {
            byte[] text = bytes();
            if (RawJson.check(text, 0, text.length, DEPTH) instanceof RawJson.Valid valid) return valid.value();
            throw new IllegalArgumentException("not JSON");
        }

        Audience audience() {
            return new Audience(namespace(), list(Reader::target), list(Reader::target));
        }

        Broadcast broadcast() {
            return new Broadcast(string(), audience(), json(), list(Reader::bytes), bool());
        }

        /** At the end of a message, as {@link Writer#stampAndPassage} wrote it. */
        Broadcast stamped() {
            Broadcast event = broadcast();
            if (!more()) return event;
            Stamp stamp = stamp();
            return passing(stamp.equals(OF_NOBODY) ? event : event.stamped(stamp));
        }

        /** The event, with what is left of the message. */
        Broadcast passing(Broadcast event) {
            return more() ? event.with(passage()) : event;
        }

        Optional<String> trace() {
            return Optional.of(string()).filter(text -> !text.isEmpty());
        }

        private Passage passage() {
            return new Passage(new NodeId(string()), i64(), trace());
        }

        /** Whether something follows: nodes of an earlier release have written less. */
        boolean more() {
            return at < end;
        }

        Stamp stamp() {
            return new Stamp(new NodeId(string()), i64(), i64());
        }

        Answer answer() {
            return new Answer(string(), json(), list(Reader::bytes));
        }

        public <T> List<T> list(Function<Reader, T> each) {
            int size = i32();
            if (size < 0 || size > end) throw new IllegalArgumentException("list of " + size);
            var values = new ArrayList<T>(size);
            for (int i = 0; i < size; i++) values.add(each.apply(this));
            return values;
        }
    }
}
