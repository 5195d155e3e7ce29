package dev.parley.server.cli;

import dev.parley.server.config.Inputs.Flag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that reads the configuration. Written by picocli on the main thread, then only read. */
final class ConfigOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (usual: conf/parley.yaml).")
    Optional<Path> file = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on: listen.host.")
    Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on: listen.port.")
    Optional<String> port = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any setting, such as sockets.ping-interval=10s. May be repeated.")
    Map<String, String> settings = new LinkedHashMap<>();

    List<Flag> flags() {
        var flags = new ArrayList<Flag>();
        settings.forEach((key, value) -> flags.add(new Flag("--set", key, value)));
        host.ifPresent(value -> flags.add(new Flag("--host", "listen.host", value)));
        port.ifPresent(value -> flags.add(new Flag("--port", "listen.port", value)));
        return flags;
    }
}
