package dev.parley.store.webhooks;

import static dev.parley.store.documents.Documents.id;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.store.documents.Documents;
import dev.parley.store.documents.Keys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Places: {@code {_id: app|namespace|kind|name}}. */
final class PlaceDocuments implements ToldPlaces {

    static final String COLLECTION = "webhook_places";

    private static final JsonObject ID = Documents.only("_id");
    private static final Pattern PARTS = Pattern.compile(Pattern.quote(String.valueOf(Keys.SEPARATOR)));

    private final Documents places;

    PlaceDocuments(MongoClient mongo) {
        places = new Documents(mongo, COLLECTION, "_id");
    }

    @Override
    public Future<Set<Place>> all() {
        return places.all(new JsonObject(), ID)
                .map(found -> found.stream()
                        .map(each -> place(each.getString("_id")))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Future<Boolean> add(Place place) {
        return places.insert(id(key(place)));
    }

    @Override
    public Future<Boolean> remove(Place place) {
        return places.remove("_id", List.of(key(place))).map(removed -> removed > 0);
    }

    private static String key(Place place) {
        return Keys.scope(place.namespace())
                + Keys.SEPARATOR
                + place.target().kind().code()
                + Keys.SEPARATOR
                + Keys.part(place.target().name());
    }

    private static Place place(String key) {
        String[] parts = PARTS.split(key, -1);
        var at = new AppNamespace(Keys.name(parts[0]), Keys.name(parts[1]));
        return new Place(at, new Target(Target.Kind.of(parts[2].charAt(0)), Keys.name(parts[3])));
    }
}
