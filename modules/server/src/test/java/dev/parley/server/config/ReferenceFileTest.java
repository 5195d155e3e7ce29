package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code conf/parley.yaml} is the reference: nothing is missing in it, nothing in it is untrue. */
class ReferenceFileTest {

    private static final Path FILE = Path.of("../../conf/parley.yaml");

    @Test
    void theCodeReadsExactlyTheKeysOfTheFile() {
        Reference reference = Reference.builtIn();
        var faults = new ArrayList<Fault>();
        var settings = new Settings(reference.settings(), reference.settings(), faults);
        Binder.bind(settings, Path.of(""));
        assertThat(faults).isEmpty();
        assertThat(settings.asked()).containsExactlyInAnyOrderElementsOf(reference.keys());
    }

    @Test
    void theFileIsTheBuiltInConfiguration() {
        var explicit = new Loads(Optional.of(FILE), List.of(), Map.of(), List.of());
        assertThat(explicit.configuration()).isEqualTo(Loads.nothing().configuration());
    }

    @Test
    void everyKeyIsExplainedByACommentAboveIt() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        var unexplained = new ArrayList<String>();
        for (int i = 1; i < lines.size(); i++) {
            boolean value = lines.get(i).matches("  [a-z-]+:.*|(mode|node-id):.*|    [a-z-]+:.*")
                    && !lines.get(i).matches(" *(webhook|parley|messaging|chat-panel|instantio):");
            if (value && !lines.get(i - 1).strip().matches("#.*[.)\\]]")) unexplained.add(lines.get(i));
        }
        assertThat(unexplained).isEmpty();
    }

    @Test
    void eachKeyHasItsOwnEnvironmentName() {
        var keysByName = Reference.builtIn().keys().stream().collect(Collectors.groupingBy(Environment::nameOf));
        assertThat(keysByName.values()).allSatisfy(keys -> assertThat(keys).hasSize(1));
    }
}
