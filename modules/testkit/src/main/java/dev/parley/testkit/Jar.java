package dev.parley.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the runnable jar. */
public final class Jar {

    private Jar() {}

    /**
     * Starts a process in a folder, which is made if need be.
     *
     * @param environment all that it gets besides the search path and the like
     * @param words behind {@code parley}
     */
    static Process run(Path folder, Map<String, String> environment, String... words) {
        try {
            var builder = new ProcessBuilder(command(words))
                    .directory(Files.createDirectories(folder).toFile())
                    .redirectErrorStream(true);
            builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "TMPDIR"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            Children.adopt(process);
            return process;
        } catch (IOException fault) {
            throw new AssertionError("parley " + words[0] + " could not be started", fault);
        }
    }

    /** What starts it, for those who start it in their own way; the words stand behind {@code parley}. */
    public static List<String> command(String... words) {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(Checkout.jvmOptions());
        java.addAll(List.of("-Xmx256m", "-Dio.netty.leakDetection.level=paranoid", "-XX:+UseSerialGC"));
        Path jar = Checkout.jar();
        List<String> command = new ArrayList<>(java);
        command.add(ClassArchive.option(java, jar));
        // Nodes of tests do not live long enough to gain by the better compiler.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(words));
        return command;
    }
}
