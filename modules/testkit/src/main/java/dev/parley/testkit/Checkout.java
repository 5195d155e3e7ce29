package dev.parley.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where things are in the repository that the tests run in. */
final class Checkout {

    private static final String SCENARIOS = "modules/testkit/js";

    private Checkout() {}

    /** The folder of the JavaScript scenarios. */
    static Path scenarios() {
        return root().resolve(SCENARIOS);
    }

    /** The runnable jar: system property {@code parley.jar}, else where the build of the server leaves it. */
    static Path jar() {
        String told = System.getProperty("parley.jar");
        Path jar = told == null ? root().resolve("modules/server/target/parley.jar") : Path.of(told);
        if (!Files.exists(jar)) throw new AssertionError("there is no " + jar + "; build it with: mvn package");
        return jar.toAbsolutePath();
    }

    /** The argument files with which the scripts start a node on this Java. */
    static List<String> jvmOptions() {
        var options = new ArrayList<>(List.of("@" + root().resolve("conf/jvm.options")));
        if (Runtime.version().feature() >= 25) options.add("@" + root().resolve("conf/jvm-25.options"));
        return options;
    }

    /** Maven and editors run tests in the folder of their module, or in the repository's. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(SCENARIOS))) return folder;
        }
        throw new AssertionError(here + " is not in the repository");
    }
}
