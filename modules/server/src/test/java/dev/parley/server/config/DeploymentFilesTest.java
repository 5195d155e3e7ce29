package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the files say with which others start Parley: Parley has to understand it, and they have to give it the time it needs. */
class DeploymentFilesTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path KUBERNETES = ROOT.resolve("conf/kubernetes");
    private static final Path COMPOSE = ROOT.resolve("conf/compose");

    /** From the end of shutdown.timeout to that of the process: see conf/parley.yaml. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(11);

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)[^}]*}");

    // ---- Reading ----

    private static List<Object> documents(Path file) throws IOException {
        var documents = new ArrayList<Object>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(file))
                .forEach(documents::add);
        return documents;
    }

    /** What stands at a path of keys, with YAML's merge keys followed; nothing if nothing does. */
    private static Object at(Object node, String... path) {
        Object here = node;
        for (String key : path) {
            Object below = map(here).get(key);
            here = below == null && map(here).containsKey("<<") ? at(map(here).get("<<"), key) : below;
        }
        return here;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    private static List<?> list(Object node) {
        return (List<?>) node;
    }

    /** A configuration without a fault, of which each variable is one that Parley knows. */
    private static Configuration good(Map<String, String> environment, Optional<Path> file) throws IOException {
        String reference = Files.readString(ROOT.resolve("conf/parley.yaml"));
        for (String name : environment.keySet()) {
            if (!name.startsWith("PARLEY_")) assertThat(reference).contains(name);
        }
        var loads = new Loads(file, List.of(), environment, List.of());
        assertThat(loads.faultLines()).isEmpty();
        return loads.configuration();
    }

    private static Duration atLeast(Configuration configuration) {
        return configuration.drain().timeout().plus(AFTERWARDS);
    }

    @Nested
    class Kubernetes {

        private static Object of(String file, String kind) throws IOException {
            return documents(KUBERNETES.resolve(file)).stream()
                    .filter(each -> kind.equals(at(each, "kind")))
                    .findFirst()
                    .orElseThrow();
        }

        private static Object pod() throws IOException {
            return at(of("deployment.yaml", "Deployment"), "spec", "template", "spec");
        }

        private static Object container() throws IOException {
            return list(at(pod(), "containers")).getFirst();
        }

        private static Configuration configuration() throws IOException {
            var environment = new HashMap<String, String>();
            map(at(of("secret.example.yaml", "Secret"), "stringData"))
                    .forEach((name, value) -> environment.put(name, value.toString()));
            for (Object variable : list(at(container(), "env"))) {
                String field = (String) at(variable, "valueFrom", "fieldRef", "fieldPath");
                Object value = field == null
                        ? at(variable, "value")
                        : Map.of("metadata.name", "parley-5f6d-x2x2x", "status.podIP", "127.0.0.1")
                                .get(field);
                environment.put((String) at(variable, "name"), (String) value);
            }
            assertThat(environment.remove("PARLEY_CONFIG")).isEqualTo("/etc/parley/parley.yaml");
            environment.put("PARLEY_MODE", "production");
            return good(environment, Optional.of(KUBERNETES.resolve("parley.yaml")));
        }

        @Test
        void allFilesAreThereAndWhole() throws IOException {
            Object kustomization =
                    documents(KUBERNETES.resolve("kustomization.yaml")).getFirst();
            List<String> files = new ArrayList<>(List.of("secret.example.yaml", "ingress.example.yaml"));
            for (Object file : list(at(kustomization, "resources"))) files.add((String) file);
            for (String file : files) {
                for (Object document : documents(KUBERNETES.resolve(file))) {
                    assertThat(map(document)).as(file).containsKeys("apiVersion", "kind", "metadata");
                    assertThat((String) at(document, "metadata", "name")).startsWith("parley");
                }
            }
        }

        @Test
        void nodesUnderstandWhatTheyAreToldAndAreGivenTheTimeToGo() throws IOException {
            Configuration configuration = configuration();
            assertThat(configuration.cluster().members()).containsExactly("parley-nodes:5701");
            String pause = (String) list(at(container(), "lifecycle", "preStop", "exec", "command"))
                    .getLast();
            Duration grace = Duration.ofSeconds(((Integer) at(pod(), "terminationGracePeriodSeconds")));
            assertThat(grace).isGreaterThan(atLeast(configuration).plus(Duration.ofSeconds(Long.parseLong(pause))));
        }

        @Test
        void portsAreThoseOfTheNodeAndPartsFitTogether() throws IOException {
            var ports = new LinkedHashMap<Object, Object>();
            for (Object port : list(at(container(), "ports"))) ports.put(at(port, "name"), at(port, "containerPort"));
            Configuration configuration = configuration();
            assertThat(ports)
                    .containsEntry("http", configuration.sockets().port())
                    .containsEntry("members", configuration.cluster().port())
                    .containsEntry("messages", configuration.cluster().busPort());
            Object labels = at(of("deployment.yaml", "Deployment"), "spec", "template", "metadata", "labels");
            for (Object service : documents(KUBERNETES.resolve("services.yaml"))) {
                assertThat(at(service, "spec", "selector")).isEqualTo(labels);
                for (Object port : list(at(service, "spec", "ports")))
                    assertThat(ports).containsKey(at(port, "targetPort"));
            }
            assertThat(at(of("disruptionbudget.yaml", "PodDisruptionBudget"), "spec", "selector", "matchLabels"))
                    .isEqualTo(labels);
            Object policy = of("networkpolicy.yaml", "NetworkPolicy");
            assertThat(at(policy, "spec", "podSelector", "matchLabels")).isEqualTo(labels);
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe"))
                assertThat(ports).containsKey(at(container(), probe, "httpGet", "port"));
        }
    }

    @Nested
    class Compose {

        static Stream<String> nodes() {
            return Stream.of("one.yaml parley", "three.yaml parley-1", "three.yaml parley-2", "three.yaml parley-3");
        }

        private static Map<String, String> environment(Object service) {
            var environment = new HashMap<String, String>();
            Object inherited = at(at(service, "environment"), "<<");
            map(inherited).forEach((name, value) -> put(environment, name, value));
            map(at(service, "environment")).forEach((name, value) -> put(environment, name, value));
            environment.remove("<<");
            return environment;
        }

        private static void put(Map<String, String> environment, String name, Object value) {
            String text = value instanceof String given
                    ? VARIABLE.matcher(given).replaceAll("from-$1-which-is-long-enough")
                    : "";
            environment.put(name, text);
        }

        @ParameterizedTest
        @MethodSource("nodes")
        void nodesUnderstandWhatTheyAreToldAndAreGivenTheTimeToGo(String node) throws IOException {
            String[] words = node.split(" ");
            Object file = documents(COMPOSE.resolve(words[0])).getFirst();
            Object service = at(file, "services", words[1]);
            Map<String, String> environment = environment(service);
            // How many addresses this machine has is not the question here.
            environment.replace("PARLEY_CLUSTER_HOST", "auto", "127.0.0.1");
            environment.put("PARLEY_MODE", "production");
            Configuration configuration = good(environment, Optional.empty());
            String grace = (String) at(service, "stop_grace_period");
            assertThat(Quantities.duration(grace).orElseThrow()).isGreaterThan(atLeast(configuration));
            assertThat(Files.exists(COMPOSE.resolve((String) at(service, "build", "context"))
                            .resolve("Dockerfile")))
                    .isTrue();
        }

        @Test
        void theProxyKnowsTheNodes() throws IOException {
            Object file = documents(COMPOSE.resolve("three.yaml")).getFirst();
            String proxy = Files.readString(COMPOSE.resolve("Caddyfile"));
            assertThat(list(at(file, "services", "proxy", "volumes")).getFirst())
                    .asString()
                    .startsWith("./Caddyfile:");
            for (Object node : list(at(file, "services", "proxy", "depends_on"))) {
                assertThat(map(at(file, "services"))).containsKey((String) node);
                assertThat(proxy).contains(" " + node + ":3000 ");
            }
        }
    }

    @Test
    void theUnitForSystemdIsUnderstoodAndGivesTheTimeToGo() throws IOException {
        var environment = new HashMap<String, String>();
        var others = new HashMap<String, String>();
        for (String line : Files.readAllLines(ROOT.resolve("conf/systemd/parley.service"))) {
            String[] parts = line.split("=", 3);
            if (line.startsWith("Environment=")) environment.put(parts[1], parts[2].replace("%S", "/var/lib"));
            else if (parts.length > 1 && !line.startsWith("#")) others.put(parts[0], parts[1]);
        }
        assertThat(environment.remove("PARLEY_CONFIG")).isEqualTo("/etc/parley/parley.yaml");
        environment.put("HTTP_API_KEY", "k".repeat(40));
        Configuration configuration = good(environment, Optional.of(ROOT.resolve("conf/parley.yaml")));
        Duration grace = Duration.ofSeconds(Long.parseLong(others.get("TimeoutStopSec")));
        assertThat(grace).isGreaterThan(atLeast(configuration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "conf/systemd/parley.service"})
    void filesThatAreCopiedAreThere(String file) throws IOException {
        var named = Pattern.compile("\\b(conf|scripts)/[A-Za-z0-9./-]+")
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .map(found -> found.group())
                .toList();
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
    }

    @Test
    void theImageIsToldWhatParleyKnows() throws IOException {
        var environment = new HashMap<String, String>();
        Pattern.compile("\\b(PARLEY_[A-Z_]+)=(\\S+)")
                .matcher(Files.readString(ROOT.resolve("Dockerfile")))
                .results()
                .forEach(found -> environment.put(found.group(1), found.group(2)));
        assertThat(environment).containsEntry("PARLEY_MODE", "production");
        environment.put("HTTP_API_KEY", "k".repeat(40));
        good(environment, Optional.empty());
    }
}
