package dev.parley.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML text into a layer. Owned by the thread that loads the configuration.
 *
 * <p>Scalars stay the text that was written, so that no rule of YAML turns {@code 010} or {@code 1:30} into another
 * number. Aliases of lists and mappings and deep nesting are refused: no configuration needs them.
 */
final class YamlFile {

    private static final int MAX_DEPTH = 16;

    private final String name;
    private final Map<String, Written> settings = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private YamlFile(String name) {
        this.name = name;
    }

    /**
     * Reads {@code text}; a fault in its structure leaves nothing else to judge.
     *
     * @param name of the file, for faults
     */
    static Layer read(String name, String text) {
        var file = new YamlFile(name);
        LoadSettings limits = LoadSettings.builder()
                .setLabel(name)
                .setMaxAliasesForCollections(0)
                .build();
        try {
            if (tooDeep(new Parse(limits).parseString(text))) {
                return Layer.faulty(new Fault(name, "is nested too deeply", "see conf/parley.yaml", name));
            }
            new Compose(limits).composeString(text).ifPresent(root -> file.take("", root));
        } catch (MarkedYamlEngineException fault) {
            // Its message quotes the file, and an alias or a tag may be a secret that lacks its quotes.
            String problem = fault.getProblem().replaceAll("(alias|tag handle) .*", "$1");
            String fix = "look there, and write values with special characters in quotes";
            return Layer.faulty(new Fault(name, "is not YAML: " + problem, fix, file.at(fault.getProblemMark())));
        } catch (YamlEngineException fault) {
            String fix = "leave out aliases and control characters";
            return Layer.faulty(new Fault(name, "is not YAML that Parley reads", fix, name));
        }
        return new Layer(file.settings, file.faults);
    }

    private static boolean tooDeep(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) return true;
            if (event instanceof CollectionEndEvent) depth--;
        }
        return false;
    }

    private void take(String key, Node node) {
        String origin = at(node.getStartMark());
        switch (node) {
            case MappingNode mapping -> mapping(key, mapping, origin);
            case SequenceNode list -> list(key, list, origin);
            case ScalarNode scalar -> put(key, scalar(scalar, origin));
            default -> refuse(key, "is an alias", "write the value itself", origin);
        }
    }

    private void mapping(String key, MappingNode mapping, String origin) {
        if (mapping.getValue().isEmpty()) put(key, Written.nothing(origin));
        mapping.getValue().forEach(entry -> entry(key, entry));
    }

    private static Written scalar(ScalarNode scalar, String origin) {
        boolean empty = scalar.getTag().equals(Tag.NULL);
        return empty ? Written.nothing(origin) : Written.text(scalar.getValue(), origin);
    }

    private void entry(String section, NodeTuple entry) {
        Node name = entry.getKeyNode();
        if (name instanceof ScalarNode key) {
            take(section.isEmpty() ? key.getValue() : section + "." + key.getValue(), entry.getValueNode());
        } else {
            refuse(section, "a key that is not a word", "see conf/parley.yaml", at(name.getStartMark()));
        }
    }

    private void list(String key, SequenceNode list, String origin) {
        var elements = new ArrayList<String>();
        for (Node node : list.getValue()) {
            if (node instanceof ScalarNode scalar) {
                elements.add(scalar.getValue());
            } else {
                refuse(key, "a list of more than plain values", "write e.g. [a, b]", at(node.getStartMark()));
            }
        }
        put(key, Written.list(elements, origin));
    }

    private void put(String key, Written written) {
        if (key.isEmpty()) {
            if (written.present()) refuse(name, "is not a mapping", "write lines such as mode: production", name);
            return;
        }
        Written earlier = settings.putIfAbsent(key, written);
        if (earlier != null) {
            refuse(key, "is there twice", "keep one; the other is at " + earlier.origin(), written.origin());
        }
    }

    private void refuse(String key, String problem, String fix, String origin) {
        faults.add(new Fault(key, problem, fix, origin));
    }

    private String at(Optional<Mark> mark) {
        return mark.map(m -> name + ":" + (m.getLine() + 1)).orElse(name);
    }
}
