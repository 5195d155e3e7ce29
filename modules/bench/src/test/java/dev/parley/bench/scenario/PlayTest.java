package dev.parley.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.contender.TestServers;
import dev.parley.bench.load.Loop;
import dev.parley.bench.scenario.Outcome.Measured;
import dev.parley.bench.scenario.Outcome.Saturated;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Scenarios against a server in this process: not what they measure, but that they see what a server does. */
@EnabledOnOs(OS.LINUX) // Which tells what the generator itself uses; elsewhere 127.0.0.2 is nobody, too.
class PlayTest {

    private static final Duration SHORT = Duration.ofMillis(250);
    private static final IntPredicate NONE = number -> false;
    private static final long SOME = 2_000;

    private static Outcome play(Scenario scenario, RoomServer server, long mostPerSecond) {
        try (var loop = new Loop()) {
            return scenario.play(new Stage(loop, TestServers.at(server.address()), SHORT, SHORT, mostPerSecond));
        }
    }

    /** A machine with other work may leave the generator no time: that is an outcome, too. */
    private static void assertPlayed(Outcome outcome) {
        if (outcome instanceof Measured measured) {
            assertThat(measured.perSecond()).isPositive();
            assertThat(measured.latency().p50()).isPositive();
            assertThat(measured.latency().p999())
                    .isGreaterThanOrEqualTo(measured.latency().p50());
        } else {
            assertThat(outcome).isInstanceOf(Saturated.class);
        }
    }

    @Test
    void whatMembersPublishComesToAllOfTheirRoom() throws IOException {
        try (var server = new RoomServer(NONE)) {
            assertPlayed(play(FanOut.of("room", 1, 20, 2, 100), server, Stage.ANY));
            assertThat(server.deliveries()).isPositive();
        }
    }

    @Test
    void moreRoomsThanOneClientMayBeInHaveSeveralPublishers() throws IOException {
        try (var server = new RoomServer(NONE)) {
            assertPlayed(play(FanOut.of("rooms", 60, 2, 8, 200), server, Stage.ANY));
        }
    }

    @Test
    void whatBackendsPostComesToAllOfTheRoom() throws IOException {
        try (var server = new RoomServer(NONE)) {
            assertPlayed(play(FanOut.of("http", 3, 5, 4, 100).by(FanOut.By.HTTP), server, Stage.ANY));
        }
    }

    @Test
    void noMoreIsPublishedThanTheStageAllows() throws IOException {
        try (var server = new RoomServer(NONE)) {
            long start = System.nanoTime();
            assertPlayed(play(FanOut.of("slow", 1, 10, 4, 100), server, SOME));
            double most = (System.nanoTime() - start) / 1e9 * SOME;
            assertThat(server.deliveries()).isLessThanOrEqualTo((int) most + 10 * 10);
        }
    }

    @Test
    void atHalfPaceEverythingComesToo() throws IOException {
        try (var server = new RoomServer(NONE)) {
            assertPlayed(play(FanOut.of("half", 2, 5, 4, 100).atHalf(), server, SOME));
        }
    }

    @Test
    void aServerThatDeliversSomethingTwiceHasNoResult() throws IOException {
        try (var server = new RoomServer(number -> number == 30)) {
            assertThatThrownBy(() -> play(FanOut.of("double", 1, 10, 2, 100), server, SOME))
                    .hasMessageContaining("twice");
        }
    }

    @Test
    void acknowledgementsAreCounted() throws IOException {
        try (var server = new RoomServer(NONE)) {
            assertPlayed(play(new Acks("acks", 5, 3, Stage.ANY), server, Stage.ANY));
        }
    }

    @Test
    void connectionsAreMadeAndClosed() throws IOException {
        try (var server = new RoomServer(NONE)) {
            assertPlayed(play(new Storm("connect", 5, 200), server, Stage.ANY));
        }
    }

    @Test
    void aServerThatIsNotThereHasNoResultAtOnce() throws IOException {
        var gone = new RoomServer(NONE);
        gone.close();
        assertThatThrownBy(() -> play(FanOut.of("room", 1, 20, 2, 100), gone, Stage.ANY))
                .hasMessageContaining("refused");
    }
}
