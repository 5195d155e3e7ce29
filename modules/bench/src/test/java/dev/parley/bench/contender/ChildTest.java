package dev.parley.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.load.Overdue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ChildTest {

    private static final long SOON_SECONDS = 20;

    @TempDir
    Path folder;

    private Child shell(String script) {
        return new Child("shell", folder, List.of("/bin/sh", "-c", script), Map.of("WORD", "of its own"));
    }

    @Test
    void itIsReadyWhenItHasSaidSoAndGoneWhenItIsClosed() {
        Child child = shell("echo \"ready $WORD\"; exec sleep 600").awaitReady("ready of its own");
        assertThat(child.isAlive()).isTrue();
        assertThat(ProcessHandle.of(child.pid())).isPresent();
        child.close();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void oneThatEndsBeforeItIsReadyIsToldOfWithItsLastWords() {
        assertThatThrownBy(() -> shell("echo no port is free; exit 1").awaitReady("ready"))
                .isInstanceOf(Overdue.class)
                .hasMessageContaining("shell is not ready")
                .hasMessageContaining("no port is free");
    }

    @Test
    void whatTheGeneratorHasInItsEnvironmentDoesNotGetIn() {
        shell("env; echo done; exec sleep 600").awaitReady("done").close();
        assertThat(folder.resolve("shell.log"))
                .content()
                .contains("WORD=of its own")
                .doesNotContain("JAVA_HOME=")
                .doesNotContain("MAVEN_");
    }

    /** Also if the whole process is killed, which runs no hook. */
    @Test
    @EnabledIf("canTie")
    void itEndsWithTheThreadThatHasStartedIt() throws Exception {
        var started = new CompletableFuture<Child>();
        Thread.ofPlatform()
                .start(() ->
                        started.complete(shell("echo ready; exec sleep 600").awaitReady("ready")))
                .join();
        long pid = started.get(SOON_SECONDS, TimeUnit.SECONDS).pid();
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) process.get().onExit().get(SOON_SECONDS, TimeUnit.SECONDS);
        assertThat(started.join().isAlive()).isFalse();
    }

    static boolean canTie() {
        return Child.isTied();
    }
}
