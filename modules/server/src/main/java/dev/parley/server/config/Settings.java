package dev.parley.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Typed values out of written ones. Owned by the thread that loads the configuration.
 *
 * <p>A value that is wrong is noted as a fault and its default is handed out in its place, so that reading goes on and
 * finds every fault in one run. What was read must not be used when there are faults.
 */
final class Settings {

    private static final int SHOWN = 60;

    private final Map<String, Written> defaults;
    private final Map<String, Written> settings;
    private final List<Fault> faults;
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> secret = new LinkedHashSet<>();

    Settings(Map<String, Written> defaults, Map<String, Written> settings, List<Fault> faults) {
        this.defaults = defaults;
        this.settings = settings;
        this.faults = faults;
    }

    /** A setting that has a default. */
    <T> T one(String key, Kind<T> kind) {
        return maybe(key, kind).orElseGet(() -> builtIn(key, kind));
    }

    /** A setting that may have no value. */
    <T> Optional<T> maybe(String key, Kind<T> kind) {
        Written written = written(key, kind);
        if (!written.present()) return Optional.empty();
        if (written.list()) {
            refuse(key, "is a list", "write one value, e.g. " + example(key, kind));
            return Optional.empty();
        }
        return read(key, written.parts().getFirst(), kind);
    }

    /** All elements of a list that are right. */
    <T> List<T> list(String key, Kind<T> kind) {
        return written(key, kind).elements().stream()
                .flatMap(element -> read(key, element, kind).stream())
                .toList();
    }

    /** Whether a list was given at all, be it an empty one. */
    boolean present(String key) {
        return written(key).present();
    }

    /** The values of a section whose keys are not fixed, by the rest of the key, in the order of writing. */
    <T> SequencedMap<String, T> section(String prefix, Kind<String> names, Kind<T> kind) {
        var values = new LinkedHashMap<String, T>();
        for (String key : settings.keySet()) {
            if (!key.startsWith(prefix)) continue;
            Optional<String> name = read(key, key.substring(prefix.length()), names);
            Optional<T> value = maybe(key, kind);
            if (name.isPresent() && value.isPresent()) values.put(name.get(), value.get());
        }
        return values;
    }

    void refuse(String key, String problem, String fix) {
        faults.add(new Fault(key, problem, fix, written(key).origin()));
    }

    void warn(String key, String text) {
        warnings.add(key + ": " + text);
    }

    List<String> warnings() {
        return warnings;
    }

    /** The keys that were read, in the order of reading. */
    Set<String> asked() {
        return asked;
    }

    /** A setting that is not read now, and not to be shown all the same. */
    void hide(String key) {
        written(key);
        secret.add(key);
    }

    /** All settings as they are, without the values of secrets. */
    EffectiveSettings effective() {
        return new EffectiveSettings(settings, secret);
    }

    private Written written(String key, Kind<?> kind) {
        if (kind.secret()) secret.add(key);
        return written(key);
    }

    private Written written(String key) {
        asked.add(key);
        return at(settings, key);
    }

    private <T> T builtIn(String key, Kind<T> kind) {
        return kind.read().apply(at(defaults, key).parts().getFirst()).orElseThrow();
    }

    private static Written at(Map<String, Written> settings, String key) {
        Written written = settings.get(key);
        if (written == null) throw new IllegalStateException(key + " is missing in conf/parley.yaml");
        return written;
    }

    private <T> Optional<T> read(String key, String text, Kind<T> kind) {
        if (kind.secret() && text.equals(EffectiveSettings.MASK)) {
            refuse(key, "is what stands for a secret that is not shown", "write the secret itself");
            return Optional.empty();
        }
        Optional<T> value = kind.read().apply(text);
        if (value.isEmpty()) {
            refuse(key, shown(text, kind) + " is not " + kind.noun(), "write e.g. " + example(key, kind));
        }
        return value;
    }

    private String example(String key, Kind<?> kind) {
        return Optional.ofNullable(defaults.get(key))
                .flatMap(builtIn -> builtIn.parts().stream().findFirst())
                .orElse(kind.example());
    }

    private static String shown(String text, Kind<?> kind) {
        if (kind.secret()) return "the value (not shown)";
        return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "'";
    }
}
