package dev.parley.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the configuration file and reads it. */
final class ConfigurationFile {

    private static final Path USUAL = Path.of("conf", "parley.yaml");

    private static final long MAX_BYTES = 256 * 1024;

    private ConfigurationFile() {}

    /** The file that is named, else {@code conf/parley.yaml} in the first folder that has one, else nothing. */
    static Optional<Path> find(Inputs inputs) {
        Optional<Path> named = inputs.file()
                .or(() -> Optional.ofNullable(inputs.environment().get("PARLEY_CONFIG"))
                        .filter(name -> !name.isBlank())
                        .map(Path::of));
        return named.or(() -> inputs.folders().stream()
                .map(folder -> folder.resolve(USUAL))
                .filter(Files::isRegularFile)
                .findFirst());
    }

    static Layer read(Path file) {
        try {
            if (!Files.isRegularFile(file)) return faulty(file, "is not there", "name a file that is");
            if (Files.size(file) > MAX_BYTES) {
                return faulty(file, "is larger than " + MAX_BYTES + " bytes", "name a configuration file");
            }
            return YamlFile.read(file.toString(), Files.readString(file));
        } catch (CharacterCodingException notText) {
            return faulty(file, "is not UTF-8", "save it in UTF-8");
        } catch (IOException unreadable) {
            return faulty(file, "cannot be read", "look at its owner and its permissions");
        }
    }

    private static Layer faulty(Path file, String problem, String fix) {
        return Layer.faulty(new Fault(file.toString(), problem, fix, "file"));
    }
}
