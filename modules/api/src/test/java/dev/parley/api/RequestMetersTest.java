package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is counted of requests. */
class RequestMetersTest {

    @AutoClose
    private final TestApi api = new TestApi();

    private String scrape() {
        return api.call(HttpMethod.GET, "/metrics", TestApi.ADMIN, null).bodyAsString();
    }

    @Test
    void aRequestCountsForItsOperationWhateverItsPathNames() {
        api.call(HttpMethod.GET, "/api/v1/sockets/one", TestApi.KEY, null);
        api.call(HttpMethod.GET, "/api/v1/sockets/two", TestApi.KEY, null);
        api.call(HttpMethod.GET, "/api/v1/sockets/two", "no key", null);
        assertThat(scrape())
                .contains(
                        "parley_http_requests_seconds_count{method=\"GET\",route=\"/api/v1/sockets/{socket}\",status=\"404\"} 2")
                .contains(
                        "parley_http_requests_seconds_count{method=\"GET\",route=\"/api/v1/sockets/{socket}\",status=\"401\"} 1")
                .contains(
                        "parley_http_requests_seconds_bucket{method=\"GET\",route=\"/api/v1/sockets/{socket}\",status=\"404\",le=\"10.0\"} 2")
                .doesNotContain("two");
    }

    @Test
    void whatAnybodyMakesUpIsNoNewSeries() {
        for (String path : new String[] {"/a", "/b/c", "/api/v1/nothing"}) {
            TestApi.get(api.request(HttpMethod.GET, path).send());
            TestApi.get(api.request(HttpMethod.valueOf("BREW"), path).send());
        }
        assertThat(scrape())
                .contains("parley_http_requests_seconds_count{method=\"GET\",route=\"none\",status=\"404\"} 3")
                .contains("parley_http_requests_seconds_count{method=\"other\",route=\"none\",status=\"404\"} 3")
                .doesNotContain("BREW");
    }
}
