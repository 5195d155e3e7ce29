package dev.parley.api.http;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters behind the {@code ?}, read as the members of a body are: what is wrong with them is told all at once. */
public final class Query {

    private static final int USUAL_LIMIT = 50;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private Query() {}

    /** All of them as strings; one that comes more than once is an array, and no parameter takes that. */
    public static Members of(RoutingContext ctx) {
        MultiMap all = ctx.queryParams();
        return Members.of(JsonWriter.object(w -> {
            for (String name : all.names()) {
                List<String> values = all.getAll(name);
                if (values.size() == 1) {
                    w.name(name).string(values.getFirst());
                } else {
                    w.name(name).beginArray();
                    values.forEach(w::string);
                    w.endArray();
                }
            }
        }));
    }

    public static Optional<Long> number(Members query, String name, long least, long most) {
        return query.text(
                name,
                "a whole number from " + least + " to " + most,
                text -> whole(text).filter(number -> number >= least && number <= most));
    }

    /** The parameter {@code limit}: how many things of a list are told; whoever asks for more than {@code most} gets so many. */
    public static int limit(Members query, int most) {
        return query.text(
                        "limit",
                        "a whole number from 1",
                        text -> whole(text).filter(number -> number >= 1).map(number -> (int) Math.min(number, most)))
                .orElse(Math.min(USUAL_LIMIT, most));
    }

    private static Optional<Long> whole(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
