package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecedenceTest {

    @TempDir
    Path folder;

    @Nested
    class OfLayers {

        @Test
        void theFileGoesBeforeTheDefault() {
            assertThat(port(Loads.nothing().file(folder, "listen:", "  port: 3001")))
                    .isEqualTo(3001);
        }

        @Test
        void theEnvironmentGoesBeforeTheFile() {
            var loads = Loads.nothing().file(folder, "listen:", "  port: 3001").environment("PORT", "3002");
            assertThat(port(loads)).isEqualTo(3002);
        }

        @Test
        void theCommandLineGoesBeforeTheEnvironment() {
            var loads = Loads.nothing().environment("PORT", "3002").flags("listen.port=3003");
            assertThat(port(loads)).isEqualTo(3003);
        }

        @Test
        void aKeyWithoutAValueLeavesTheDefault() {
            assertThat(port(Loads.nothing().file(folder, "listen:", "  port:", "sockets:")))
                    .isEqualTo(3000);
        }

        @Test
        void anEmptyVariableCountsAsAbsent() {
            assertThat(port(Loads.nothing().environment("PORT", "", "PARLEY_LISTEN_PORT", " ")))
                    .isEqualTo(3000);
        }

        @Test
        void anEmptyListReplacesTheDefault() {
            var loads = Loads.nothing().file(folder, "profiles: {parley: {open-rooms: []}}");
            assertThat(loads.configuration().parley().openRooms()).isEmpty();
        }
    }

    @Nested
    class OfEnvironmentNames {

        @Test
        void theLongNameGoesBeforeTheShortOne() {
            assertThat(port(Loads.nothing().environment("PORT", "3001", "PARLEY_LISTEN_PORT", "3002")))
                    .isEqualTo(3002);
        }

        @Test
        void twoShortNamesOfOneListAddUp() {
            var loads = Loads.nothing()
                    .environment("ALLOW_REQUEST_DOMAINS", "a.example", "CLIENT_ORIGIN", "https://b.example/");
            assertThat(loads.configuration().sockets().allowedOrigins())
                    .containsExactly("a.example", "https://b.example");
        }

        @Test
        void oneShortNameMayStandForTwoKeys() {
            var configuration = Loads.nothing()
                    .environment("FRONTEND_URL", "https://app.example/")
                    .configuration();
            assertThat(configuration.sockets().allowedOrigins()).containsExactly("https://app.example");
            assertThat(configuration.messaging().origins()).containsExactly("https://app.example");
        }

        @Test
        void aListIsSplitAtCommas() {
            var loads = Loads.nothing().environment("PARLEY_CLUSTER_MEMBERS", "a:5701, b:5702");
            assertThat(loads.configuration().cluster().members()).containsExactly("a:5701", "b:5702");
        }

        @Test
        void anApiKeyMayHoldACommaInItsOwnVariable() {
            var keys = Loads.nothing()
                    .environment("HTTP_API_KEY", "one,key")
                    .configuration()
                    .app()
                    .keys();
            assertThat(keys).singleElement().matches(key -> key.digest().equals(ApiKey.digest("one,key")));
        }
    }

    @Nested
    class OfNamespaces {

        @Test
        void thoseOfTheFileReplaceTheDefault() {
            var loads = Loads.nothing().file(folder, "namespaces:", "  /chat: parley");
            assertThat(loads.configuration().namespaces()).containsOnlyKeys("/chat");
        }

        @Test
        void patternsStayInTheOrderOfTheFile() {
            var loads = Loads.nothing()
                    .file(folder, "namespaces:", "  /z*: parley", "  /: parley", "  /a-*/b: parley", "  /*: parley")
                    .flags("namespaces./last*=parley");
            assertThat(loads.configuration().namespaces().keySet())
                    .containsExactly("/z*", "/", "/a-*/b", "/*", "/last*");
        }

        @Test
        void thoseOfEnvironmentAndCommandLineComeOnTop() {
            var loads = Loads.nothing()
                    .file(folder, "namespaces:", "  /chat: parley")
                    .environment("PARLEY_PROFILE", "parley")
                    .flags("namespaces./news=parley");
            assertThat(loads.configuration().namespaces()).containsOnlyKeys("/", "/chat", "/news");
        }
    }

    @Nested
    class OfFiles {

        @Test
        void theNamedFileGoesBeforeTheOneInTheEnvironment() throws IOException {
            Path other = Files.writeString(folder.resolve("other.yaml"), "listen.port: 3009");
            var loads =
                    Loads.nothing().file(folder, "listen.port: 3001").environment("PARLEY_CONFIG", other.toString());
            assertThat(port(loads)).isEqualTo(3001);
        }

        @Test
        void theOneInTheEnvironmentGoesBeforeTheUsualPlaces() throws IOException {
            Path other = Files.writeString(folder.resolve("other.yaml"), "listen.port: 3009");
            var loads = Loads.nothing().folders(home("a", 3001)).environment("PARLEY_CONFIG", other.toString());
            assertThat(port(loads)).isEqualTo(3009);
        }

        @Test
        void theFirstOfTheUsualPlacesThatHasOneIsTaken() throws IOException {
            Path none = Files.createDirectory(folder.resolve("none"));
            var loads = Loads.nothing().folders(none, home("a", 3001), home("b", 3002));
            assertThat(port(loads)).isEqualTo(3001);
            assertThat(loads.loaded().file()).contains(folder.resolve("a/conf/parley.yaml"));
        }

        private Path home(String name, int port) throws IOException {
            Path conf = Files.createDirectories(folder.resolve(name).resolve("conf"));
            Files.writeString(conf.resolve("parley.yaml"), "listen: {port: " + port + "}");
            return folder.resolve(name);
        }
    }

    private static int port(Loads loads) {
        return loads.configuration().sockets().port();
    }
}
