package dev.parley.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every setting as a start goes by it, and where it was written. Immutable. */
public final class EffectiveSettings {

    /** Stands for a secret, and is none. */
    static final String MASK = "********";

    private static final String PLAIN = "[A-Za-z0-9./][A-Za-z0-9._/-]*";

    private final Map<String, Written> settings;
    private final Set<String> secret;

    /**
     * @param settings by key
     * @param secret keys whose values are not shown
     */
    EffectiveSettings(Map<String, Written> settings, Set<String> secret) {
        this.settings = new LinkedHashMap<>(settings);
        this.secret = Set.copyOf(secret);
    }

    /** A configuration file that says the same once the secrets are filled in; a comment tells where each value is from. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        write(tree(), "", lines);
        return lines;
    }

    /** Sections of sections of settings. A key that came later stands with the others of its section. */
    private Map<String, Object> tree() {
        var root = new LinkedHashMap<String, Object>();
        settings.forEach((key, written) -> put(root, key, key, written));
        return root;
    }

    private void put(Map<String, Object> section, String rest, String key, Written written) {
        int dot = rest.indexOf('.');
        if (dot < 0 || rest.startsWith("/")) {
            section.put(quoted(rest), value(key, written) + "  # " + origin(written));
            return;
        }
        @SuppressWarnings("unchecked")
        var inner =
                (Map<String, Object>) section.computeIfAbsent(rest.substring(0, dot), first -> new LinkedHashMap<>());
        put(inner, rest.substring(dot + 1), key, written);
    }

    private static void write(Map<String, Object> section, String indent, List<String> lines) {
        section.forEach((name, inner) -> {
            if (inner instanceof Map<?, ?> settings) {
                lines.add(indent + name + ":");
                @SuppressWarnings("unchecked")
                var deeper = (Map<String, Object>) settings;
                write(deeper, indent + "  ", lines);
            } else {
                lines.add(indent + name + ":" + inner);
            }
        });
    }

    private String value(String key, Written written) {
        if (!written.present()) return "";
        List<String> shown = written.parts().stream()
                .map(part -> secret.contains(key) ? MASK : part)
                .map(EffectiveSettings::quoted)
                .toList();
        return " " + (written.list() ? "[" + String.join(", ", shown) + "]" : shown.getFirst());
    }

    private static String origin(Written written) {
        String origin = written.origin();
        String told = origin.startsWith(Reference.BUILT_IN)
                ? "default"
                : origin.startsWith("--") ? "command line " + origin : origin;
        return told.replaceAll("\\p{Cntrl}", "?");
    }

    /** As YAML takes it for a text, and for the same one. */
    private static String quoted(String text) {
        if (text.matches(PLAIN) && !text.matches("(?i)null")) return text;
        return text.codePoints().mapToObj(EffectiveSettings::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int c) {
        if (c == '"' || c == '\\') return "\\" + (char) c;
        return c >= 0x20 && c < 0x7f ? Character.toString(c) : String.format("\\U%08x", c);
    }

    /** Without the values, some of which are secrets. */
    @Override
    public String toString() {
        return "EffectiveSettings" + settings.keySet();
    }
}
