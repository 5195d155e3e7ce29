package dev.parley.client;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Puts one event of a marketplace together. Owned by the call that emits it. */
final class MarketplacePayload {

    /** Three digits, as clients in JavaScript write times themselves. */
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Emitter everyone;
    private final Clock clock;
    private final Optional<Json> actor;
    private final String kind;
    private final Json.Obj thing;
    private final Set<String> rooms = new LinkedHashSet<>();
    private final Map<String, Json> members = new LinkedHashMap<>();

    MarketplacePayload(Emitter everyone, Clock clock, Optional<Json> actor, String kind, Json.Obj thing) {
        this.everyone = everyone;
        this.clock = clock;
        this.actor = actor;
        this.kind = kind;
        this.thing = thing;
    }

    /** Also to the room of a type, named by the first of these fields that is there, which one has to be. */
    MarketplacePayload to(String type, String... fields) {
        if (id(fields).isEmpty()) throw missing(fields[0]);
        return toAny(type, fields);
    }

    /** The same, if one is there. */
    MarketplacePayload toAny(String type, String... fields) {
        id(fields).ifPresent(id -> rooms.add(type + ":" + id));
        return this;
    }

    /** The fields at the top, where some clients look for them. What the event itself says comes before them. */
    MarketplacePayload flattened() {
        members.putAll(thing.members());
        return this;
    }

    /** A member of the same name and value as a field that has to be there. */
    MarketplacePayload field(String name) {
        return member(name, required(name));
    }

    MarketplacePayload member(String name, Json value) {
        members.put(name, value);
        return this;
    }

    /** The thing's own id, under the name that events have for it. */
    MarketplacePayload ownId(String name) {
        return member(name, required("id"));
    }

    /** Emits it with the thing whole, who did it and when. */
    CompletableFuture<String> emit(String event) {
        members.put(kind, thing);
        actor.ifPresent(who -> members.put("actor", who));
        members.put("timestamp", Json.of(MILLIS.format(clock.instant())));
        return emitBare(event);
    }

    /** Emits what there is. */
    CompletableFuture<String> emitBare(String event) {
        return everyone.room(rooms.toArray(String[]::new)).emitAsync(event, new Json.Obj(members));
    }

    private Json required(String field) {
        Json value = thing.at(field);
        if (value.equals(Json.Null.NULL)) throw missing(field);
        return value;
    }

    private IllegalArgumentException missing(String field) {
        return new IllegalArgumentException("the " + kind + " has no " + field);
    }

    /** Ids are strings or numbers; rooms have them as text. */
    private Optional<String> id(String... fields) {
        return Arrays.stream(fields)
                .map(thing::at)
                .flatMap(value -> value instanceof Json.Num number
                        ? Optional.of(number.literal()).stream()
                        : value.asText().stream())
                .findFirst();
    }
}
