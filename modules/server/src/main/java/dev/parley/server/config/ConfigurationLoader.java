package dev.parley.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads the configuration: built-in defaults, under the file, under the environment, under the command line. */
public final class ConfigurationLoader {

    private ConfigurationLoader() {}

    /** Reads files, so it blocks. Finds every fault in one run. */
    public static LoadResult load(Inputs inputs) {
        Reference reference = Reference.builtIn();
        Optional<Path> path = ConfigurationFile.find(inputs);
        Layer file = path.map(ConfigurationFile::read).orElse(Layer.EMPTY);
        Layer environment = Environment.read(inputs.environment(), reference.keys());
        Layer flags = flags(inputs.flags());

        var faults = new ArrayList<Fault>();
        faults.addAll(file.faults());
        faults.addAll(environment.faults());
        Map<String, Written> written = reference.under(file, environment, flags, faults);
        var settings = new Settings(reference.settings(), written, faults);
        Configuration configuration = Binder.bind(settings, home(inputs.environment()));
        List<String> redis = Environment.ofRedis(inputs.environment());
        if (!redis.isEmpty()
                && configuration.redis().isEmpty()
                && configuration.namespaces().containsValue(ChannelsSettings.PROFILE)) {
            settings.warn(
                    String.join(", ", redis),
                    "not used: nodes find one another by cluster.members, and what outlives them is in MongoDB "
                            + "(storage.uri, MONGODB_URI) or in storage.data; "
                            + "PARLEY_REDIS_BRIDGE=true hears emitters of Socket.IO's Redis adapter there");
        }
        if (!faults.isEmpty()) return new LoadResult.Faulty(faults);
        return new LoadResult.Loaded(configuration, settings.warnings(), path, settings.effective());
    }

    /** The folder that the scripts name, else the working folder. */
    private static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("PARLEY_HOME", ""));
    }

    private static Layer flags(List<Inputs.Flag> flags) {
        var settings = new LinkedHashMap<String, Written>();
        for (Inputs.Flag flag : flags) settings.put(flag.key(), Written.text(flag.value(), flag.name()));
        return new Layer(settings, List.of());
    }
}
