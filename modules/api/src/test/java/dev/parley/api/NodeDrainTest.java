package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.server.Drains;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An order to a node to let its clients go. */
class NodeDrainTest {

    @AutoClose
    private final TestApi api = new TestApi();

    private HttpResponse<Buffer> drain(String key) {
        return api.call(HttpMethod.POST, "/api/v1/nodes/node-2.Xy12ab/drain", key, null);
    }

    @Test
    void isTakenFromTheAdmin() {
        api.drained = new Drains.Begun(7);
        HttpResponse<Buffer> answer = drain(TestApi.ADMIN);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(JsonObject.of("node", "node-2.Xy12ab", "state", "draining", "connections", 7));
    }

    @Test
    void isTakenFromNobodyElse() {
        TestApi.assertProblem(drain(TestApi.KEY), 403, "admin_only");
        TestApi.assertProblem(drain("unknown"), 401, "unauthorized");
    }

    @Test
    void isRefusedWhereThereIsNoSuchNode() {
        TestApi.assertProblem(drain(TestApi.ADMIN), 404, "unknown_node");
    }

    @Test
    void isRefusedWhereTheClientsWouldFindNoOtherNode() {
        api.drained = new Drains.NoOtherNode();
        TestApi.assertProblem(drain(TestApi.ADMIN), 409, "no_other_node");
    }

    @Test
    void mayHaveReachedANodeThatDoesNotAnswer() {
        api.drained = new Drains.Silent();
        TestApi.assertProblem(drain(TestApi.ADMIN), 503, "unavailable");
    }
}
