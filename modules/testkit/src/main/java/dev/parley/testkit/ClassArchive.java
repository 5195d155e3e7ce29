package dev.parley.testkit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of the runnable jar as a node has them when it is ready, so that each further node starts with half of the
 * work. Made once for each build of the jar, beside it; the JVM refuses it for any other.
 */
final class ClassArchive {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final int MADE_WITHIN_SECONDS = 60;
    private static final int TAIL = 30;

    private ClassArchive() {}

    /**
     * The option that has a JVM use it. It is made first if need be; processes that want it at the same time wait.
     *
     * @param java the command with the options that all nodes have, without {@code -jar}: an archive is good for those alone
     */
    static String option(List<String> java, Path jar) {
        try {
            Path archive = jar.resolveSibling("parley-%d-%d.jsa"
                    .formatted(Files.size(jar), Files.getLastModifiedTime(jar).toMillis()));
            if (!Files.exists(archive))
                Exclusive.run(jar.resolveSibling("parley.jsa.lock"), () -> makeMissing(java, jar, archive));
            return "-XX:SharedArchiveFile=" + archive;
        } catch (IOException fault) {
            throw new AssertionError("the classes of " + jar + " could not be archived", fault);
        }
    }

    private static void makeMissing(List<String> java, Path jar, Path archive) throws IOException {
        if (Files.exists(archive)) return;
        try (DirectoryStream<Path> older = Files.newDirectoryStream(archive.getParent(), "parley-*.jsa")) {
            for (Path each : older) Files.delete(each);
        }
        make(java, jar, archive);
    }

    private static void make(List<String> java, Path jar, Path archive) throws IOException {
        Path unfinished = archive.resolveSibling(archive.getFileName() + ".part");
        List<Integer> ports = FreePorts.some(2);
        var command = new ArrayList<>(java);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-Xlog:cds=off", "-jar", jar.toString()));
        command.addAll(List.of("serve", "--port", String.valueOf(ports.get(0))));
        command.addAll(List.of("--set", "cluster.port=" + ports.get(1)));
        command.addAll(List.of("--set", "cluster.members=127.0.0.1:" + ports.get(1)));
        try (var folder = TemporaryFolder.make()) {
            Process node = new ProcessBuilder(command)
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .start();
            Children.adopt(node);
            Output output = Output.of(node);
            boolean ready = output.await(line -> line.startsWith("parley ready: "), READY_WITHIN)
                    .isPresent();
            node.toHandle().destroy();
            if (!ready || !Children.gone(node, MADE_WITHIN_SECONDS))
                throw new AssertionError("no archive of the classes\n" + output.tail(TAIL));
        }
        Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
    }
}
