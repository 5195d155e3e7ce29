package dev.parley.server.cli;

import dev.parley.server.config.Inputs.Flag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley store}: runs the embedded store as a process of its own, for the nodes of one machine. */
@Command(
        name = "store",
        description = "Run a store for the nodes of this machine in the foreground until it is told to stop (SIGTERM,"
                + " Ctrl-C). It speaks MongoDB's protocol on the loopback address; its first line has the address for"
                + " MONGODB_URI.")
public final class StoreCommand implements Callable<Integer> {

    private final Setup setup;
    private final StoreServer server;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (usual: conf/parley.yaml).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Folder to keep it in: storage.data.")
    private Optional<String> data = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on: storage.port.")
    private Optional<String> port = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any setting, such as storage.timeout=10s. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    public StoreCommand(Setup setup, StoreServer server) {
        this.setup = setup;
        this.server = server;
    }

    @Override
    public Integer call() {
        return setup.with(
                file,
                flags(),
                "storage.",
                loaded -> server.run(loaded.configuration().storage()));
    }

    private List<Flag> flags() {
        var flags = new ArrayList<Flag>();
        settings.forEach((key, value) -> flags.add(new Flag("--set", key, value)));
        data.ifPresent(value -> flags.add(new Flag("--data", "storage.data", value)));
        port.ifPresent(value -> flags.add(new Flag("--port", "storage.port", value)));
        return flags;
    }
}
