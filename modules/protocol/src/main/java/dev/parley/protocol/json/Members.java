package dev.parley.protocol.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The members of an object that somebody wrote by hand, read one after the other. Confined to the caller that reads.
 *
 * <p>What is not as it should be is noted and reads as if it were not there, so that one reading finds every fault; what
 * was read is of use only if there was none. Members that nobody asked for are faults too.
 */
public final class Members {

    /**
     * Something that is not as it should be.
     *
     * @param member where, such as {@code limits.rooms} or {@code trusts[0].issuer}; empty for the whole
     * @param what that the member must be, or that it must not be there, in words that follow its name
     */
    public record Fault(String member, String what) {

        /** A sentence. */
        @Override
        public String toString() {
            return (member.isEmpty() ? "The body" : "\"" + member + "\"") + " " + what + ".";
        }
    }

    private final String path;
    private final Map<String, RawJson> members;
    private final boolean nullIsAbsent;
    private final List<Fault> wrong;
    private final List<Members> all;
    private final Set<String> asked = new HashSet<>();

    private Members(String path, RawJson object, boolean nullIsAbsent, List<Fault> wrong, List<Members> all) {
        this.path = path;
        this.members = object.members();
        this.nullIsAbsent = nullIsAbsent;
        this.wrong = wrong;
        this.all = all;
        all.add(this);
        if (object.kind() != RawJson.Kind.OBJECT) wrong.add(new Fault(path, "must be an object"));
    }

    /** Those of a value in which {@code null} is a value like others, and mostly not the one that is wanted. */
    public static Members of(RawJson body) {
        return new Members("", body, false, new ArrayList<>(), new ArrayList<>());
    }

    /** Those of a value in which {@code null} is a way of leaving a member out. */
    public static Members withoutNulls(RawJson body) {
        return new Members("", body, true, new ArrayList<>(), new ArrayList<>());
    }

    /** A member as it is; nothing if it is not there. */
    public Optional<RawJson> value(String name) {
        asked.add(name);
        return Optional.ofNullable(members.get(name)).filter(value -> !nullIsAbsent || !value.isNull());
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    /** Notes those of the members that are not there. */
    public void require(String... names) {
        for (String name : names) {
            if (!has(name)) fault(name, "must be there");
        }
    }

    /** A string that {@code read} makes something of. */
    public <T> Optional<T> text(String name, String expected, Function<String, Optional<T>> read) {
        return read(name, expected, value -> value.asString().flatMap(read));
    }

    /** A string of 1 to {@code most} characters. */
    public Optional<String> string(String name, int most) {
        return text(name, "a string of 1 to " + most + " characters", text -> name(text, most));
    }

    public Optional<Integer> number(String name, int least, int most) {
        return read(name, "a whole number from " + least + " to " + most, value -> {
            long number = value.asLong().orElse(Long.MIN_VALUE);
            return number < least || number > most ? Optional.empty() : Optional.of((int) number);
        });
    }

    /** True or false; false if it is not there. */
    public boolean flag(String name) {
        return read(name, "true or false", RawJson::asBoolean).orElse(false);
    }

    /** A time as {@code 2030-01-31T12:00:00Z} or with an offset, if it fits. */
    public Optional<Instant> time(String name, String expected, Predicate<Instant> fits) {
        return text(name, expected, text -> {
            try {
                return Optional.of(Instant.parse(text)).filter(fits);
            } catch (DateTimeParseException noTime) {
                return Optional.empty();
            }
        });
    }

    /** A value that {@code read} makes something of. */
    public <T> Optional<T> read(String name, String expected, Function<RawJson, Optional<T>> read) {
        Optional<RawJson> value = value(name);
        if (value.isEmpty()) return Optional.empty();
        Optional<T> good = read.apply(value.get());
        if (good.isEmpty()) fault(name, "must be " + expected);
        return good;
    }

    /** An array of 1 to {@code most} elements, each a string that {@code read} makes something of. */
    public <T> Optional<List<T>> list(String name, int most, String expected, Function<String, Optional<T>> read) {
        return read(name, "an array of 1 to " + most + " elements, each " + expected, value -> {
            List<RawJson> elements = value.elements();
            List<T> good = elements.stream()
                    .flatMap(element -> element.asString().flatMap(read).stream())
                    .toList();
            boolean fits = !elements.isEmpty() && elements.size() <= most && good.size() == elements.size();
            return fits ? Optional.of(good) : Optional.empty();
        });
    }

    /** An array of 1 to {@code most} strings of 1 to {@code longest} characters. */
    public Optional<List<String>> strings(String name, int most, int longest) {
        return list(name, most, "a string of 1 to " + longest + " characters", text -> name(text, longest));
    }

    /** An object, whose faults count as faults of these. */
    public Optional<Members> object(String name) {
        return value(name).map(value -> inner(path(name), value));
    }

    /** An array of at most {@code most} objects. */
    public List<Members> objects(String name, int most) {
        Optional<List<RawJson>> objects = read(name, "an array of " + most + " objects at most", value -> {
            boolean fits =
                    value.kind() == RawJson.Kind.ARRAY && value.elements().size() <= most;
            return fits ? Optional.of(value.elements()) : Optional.empty();
        });
        var read = new ArrayList<Members>();
        for (RawJson object : objects.orElse(List.of())) {
            read.add(inner(path(name) + "[" + read.size() + "]", object));
        }
        return List.copyOf(read);
    }

    private Members inner(String at, RawJson object) {
        return new Members(at, object, nullIsAbsent, wrong, all);
    }

    /** Notes a fault of one's own; {@code what} follows the member's name. */
    public void fault(String name, String what) {
        wrong.add(new Fault(path(name), what));
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Optional<String> name(String text, int most) {
        return text.isEmpty() || text.length() > most ? Optional.empty() : Optional.of(text);
    }

    /** What was wrong so far, apart from members that nobody asked for. */
    public List<Fault> wrong() {
        return List.copyOf(wrong);
    }

    /** What was wrong, after everything has been read. */
    public List<Fault> faults() {
        var faults = new ArrayList<>(wrong);
        for (Members object : all) {
            for (String name : object.members.keySet()) {
                if (!object.asked.contains(name))
                    faults.add(new Fault(object.path(name), "is no member that is known"));
            }
        }
        return List.copyOf(faults);
    }
}
