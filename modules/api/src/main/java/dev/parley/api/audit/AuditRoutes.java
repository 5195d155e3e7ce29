package dev.parley.api.audit;

import dev.parley.api.access.Access;
import dev.parley.api.audit.AuditLog.Entry;
import dev.parley.api.audit.AuditLog.Part;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Parsed;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Query;
import dev.parley.api.http.Routes;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/audit}: what admins have had done, for the admin. Safe on every thread. */
public final class AuditRoutes {

    private static final int LONGEST_ID = 300;

    private final AuditLog audit;
    private final int maxPage;

    /**
     * The route of one node.
     *
     * @param maxPage entries in one answer
     */
    public AuditRoutes(AuditLog audit, int maxPage) {
        this.audit = audit;
        this.maxPage = maxPage;
    }

    public void addTo(Routes routes, Access access) {
        routes.answer("listActs", access.admin(), this::list);
    }

    private record Wanted(String before, int limit) {}

    private void list(RoutingContext ctx) {
        Members query = Query.of(ctx);
        var wanted = new Wanted(query.string("before", LONGEST_ID).orElse(""), Query.limit(query, maxPage));
        Parsed.of(query, () -> wanted)
                .orRefuse(
                        ctx.response(),
                        good -> audit.latest(good.before(), good.limit())
                                .onSuccess(part -> Answers.send(ctx, 200, json(part)))
                                .onFailure(silent -> Problem.unavailable().send(ctx.response())));
    }

    private static RawJson json(Part part) {
        return JsonWriter.object(w -> {
            w.name("acts").beginArray();
            for (Entry each : part.entries()) w.raw(each.act());
            w.endArray();
            part.next().ifPresent(next -> w.name("next").string(next));
        });
    }
}
