package dev.parley.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * {@code conf/parley.yaml} as it was built in: the names of all keys, and the defaults that every other layer lies on.
 *
 * @param settings by key; without a value where the default depends on other settings or is none
 */
record Reference(Map<String, Written> settings) {

    /** The one section whose keys are not fixed. */
    static final String NAMESPACES = "namespaces.";

    /** How the origin of a default begins. */
    static final String BUILT_IN = "built-in";

    static Reference builtIn() {
        try (InputStream file = Objects.requireNonNull(Reference.class.getResourceAsStream("parley.yaml"))) {
            Layer layer = YamlFile.read(BUILT_IN, new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return new Reference(layer.settings());
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }

    Set<String> keys() {
        return settings.keySet();
    }

    /**
     * The settings with three layers on them, later ones over earlier ones. A file's namespaces replace all of ours, the
     * other layers add to them.
     *
     * @param faults gets one for each key that is not known
     */
    Map<String, Written> under(Layer file, Layer environment, Layer flags, List<Fault> faults) {
        var merged = new LinkedHashMap<>(settings);
        boolean own = file.settings().entrySet().stream()
                .anyMatch(e -> namespace(e.getKey()) && e.getValue().present());
        if (own) merged.keySet().removeIf(Reference::namespace);
        for (Layer layer : List.of(file, environment, flags)) {
            layer.settings().forEach((key, written) -> {
                Optional<Fault> fault = judge(key, written);
                fault.ifPresent(faults::add);
                if (fault.isEmpty() && written.present()) merged.put(key, written);
            });
        }
        return merged;
    }

    static boolean namespace(String key) {
        return key.startsWith(NAMESPACES);
    }

    private Optional<Fault> judge(String key, Written written) {
        if (keys().contains(key) || namespace(key)) return Optional.empty();
        boolean section = keys().stream().anyMatch(known -> known.startsWith(key + "."));
        if (section && !written.present()) return Optional.empty();
        if (section) return fault(key, "is a section, not a setting", "write its keys below it", written);
        String fix = Nearest.to(key, keys())
                .map(near -> "did you mean " + near + "?")
                .orElse("see conf/parley.yaml");
        return fault(key, "is no key that Parley knows", fix, written);
    }

    private static Optional<Fault> fault(String key, String problem, String fix, Written written) {
        return Optional.of(new Fault(key, problem, fix, written.origin()));
    }
}
