package dev.parley.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The npm packages that scenarios need, exactly as the lock file names them. Safe on every thread. */
final class NodePackages {

    private static final int INSTALLED_WITHIN_SECONDS = 180;
    private static final int TAIL = 50;

    private NodePackages() {}

    /** Installs them where they are missing or older than the lock file. */
    static void install() {
        Path folder = Checkout.scenarios();
        try {
            Exclusive.run(folder.resolve(".npm-ci.lock"), () -> installIn(folder));
        } catch (IOException fault) {
            throw new AssertionError("npm could not be started; the tests need Node.js and npm on the PATH", fault);
        }
    }

    private static void installIn(Path folder) throws IOException {
        FileTime locked = modified(folder.resolve("package-lock.json"));
        if (modified(folder.resolve("node_modules/.package-lock.json")).compareTo(locked) >= 0) return;
        Process npm = new ProcessBuilder("npm", "ci")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        Children.adopt(npm);
        Output output = Output.of(npm);
        if (!Children.gone(npm, INSTALLED_WITHIN_SECONDS) || npm.exitValue() != 0)
            throw new AssertionError("\"npm ci\" in " + folder + " failed:\n" + output.tail(TAIL));
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
    }
}
