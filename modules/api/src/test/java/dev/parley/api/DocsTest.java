package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents and pages for people who build on Parley. */
class DocsTest {

    @Nested
    class WithPages {

        @AutoClose
        private final TestApi api = new TestApi();

        private HttpResponse<Buffer> get(String path) {
            return TestApi.get(api.request(HttpMethod.GET, path).send());
        }

        @ParameterizedTest
        @ValueSource(strings = {"/docs", "/docs/events"})
        void allThatAPageNeedsComesFromTheNode(String path) {
            HttpResponse<Buffer> page = get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.getHeader("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.getHeader("content-security-policy"))
                    .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                    .doesNotContain("http", "unsafe-eval");
            List<String> wanted = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                    .matcher(page.bodyAsString())
                    .results()
                    .map(found -> found.group(1))
                    .filter(each -> !each.equals("data:,"))
                    .toList();
            assertThat(wanted).hasSizeGreaterThan(1).allSatisfy(each -> {
                String from = path.equals("/docs") ? "/" : "/docs/";
                assertThat(get(from + each).statusCode()).as(each).isEqualTo(200);
            });
        }

        @ParameterizedTest
        @CsvSource({"/docs/,../docs", "/docs/events/,../events"})
        void aPageIsAtOnePlace(String path, String place) {
            HttpResponse<Buffer> page = TestApi.get(
                    api.request(HttpMethod.GET, path).followRedirects(false).send());
            assertThat(page.statusCode()).isEqualTo(302);
            assertThat(page.getHeader("location")).isEqualTo(place);
        }

        @ParameterizedTest
        @CsvSource({"swagger-ui-bundle.js,text/javascript", "swagger-ui.css,text/css", "events.js,text/javascript"})
        void whatAPageIsMadeOfHasItsType(String file, String type) {
            assertThat(get("/docs/assets/" + file).getHeader("content-type")).isEqualTo(type);
        }

        @ParameterizedTest
        @ValueSource(strings = {"nothing.js", "api.html", "..%2Fopenapi.yaml", "%2e%2e%2fApiVerticle.class", "%00"})
        void nothingElseComesFromTheJar(String file) {
            TestApi.assertProblem(get("/docs/assets/" + file), 404, "not_found");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/openapi.yaml", "/openapi.json", "/docs", "/docs/assets/events.js"})
        void whoHasItIsToldSo(String path) {
            HttpResponse<Buffer> first = get(path);
            String tag = first.getHeader("etag");
            assertThat(first.getHeader("cache-control")).isEqualTo("no-cache");
            for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
                HttpResponse<Buffer> again = TestApi.get(api.request(HttpMethod.GET, path)
                        .putHeader("If-None-Match", known)
                        .send());
                assertThat(again.statusCode()).as(known).isEqualTo(304);
                assertThat(again.body()).isNull();
            }
            HttpResponse<Buffer> changed = TestApi.get(api.request(HttpMethod.GET, path)
                    .putHeader("If-None-Match", "\"other\"")
                    .send());
            assertThat(changed.statusCode()).isEqualTo(200);
        }

        @Test
        void theDocumentIsTheSameInJson() {
            HttpResponse<Buffer> json = get("/openapi.json");
            assertThat(json.getHeader("content-type")).isEqualTo("application/json");
            assertThat(json.bodyAsJsonObject())
                    .isEqualTo(new JsonObject(new JsonObject(RoutesAndDocument.document()).encode()));
        }

        @Test
        void pagesKnowWhichProfilesAreDescribed() {
            assertThat(get("/docs/profiles.json").bodyAsJsonObject()).isEqualTo(new JsonObject("""
                    {"profiles": [{"profile": "parley", "routes": false}, {"profile": "chat-panel", "routes": true}]}"""));
        }
    }

    @Nested
    class WithoutPages {

        @AutoClose
        private final TestApi api = new TestApi(List.of(TestApi.ADMIN), false);

        @ParameterizedTest
        @ValueSource(strings = {"/docs", "/docs/events", "/docs/profiles.json", "/docs/assets/events.js"})
        void thereAreNone(String path) {
            TestApi.assertProblem(TestApi.get(api.request(HttpMethod.GET, path).send()), 404, "not_found");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/openapi.yaml", "/openapi.json", "/asyncapi.yaml"})
        void thereAreDocumentsAllTheSame(String path) {
            assertThat(TestApi.get(api.request(HttpMethod.GET, path).send()).statusCode())
                    .isEqualTo(200);
        }
    }
}
