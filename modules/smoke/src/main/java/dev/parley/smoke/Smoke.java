package dev.parley.smoke;

import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Connects, and does one step after another. Owned by the thread that runs it. */
public final class Smoke {

    /** What came of it all, the later the worse. */
    public enum Outcome {
        /** All that was asked for was done. */
        DONE,
        /** Something was refused, or not answered. */
        FAILED,
        /** A line was not understood. */
        MISUNDERSTOOD,
        /** There was no connection, or it was lost. */
        NO_CONNECTION;

        Outcome or(Outcome other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private final Goal goal;
    private final Lines lines;
    private final AtomicBoolean lost = new AtomicBoolean();
    private Outcome outcome = Outcome.DONE;

    public Smoke(Goal goal, Lines lines) {
        this.goal = goal;
        this.lines = lines;
    }

    /**
     * Runs to the end of the lines. Blocks.
     *
     * @param first what is done before the first line
     */
    public Outcome run(List<Step> first) {
        try (var dialer = new Dialer()) {
            Attempt attempt = dialer.dial(goal, this::heard, this::lost).await();
            switch (attempt) {
                case Attempt.Unreachable none -> {
                    lines.print("no connection to " + goal.url() + ": " + none.why());
                    return Outcome.NO_CONNECTION;
                }
                case Attempt.Refused refused -> {
                    lines.print("refused by " + goal.url() + ": " + refused.message());
                    return Outcome.FAILED;
                }
                case Attempt.Connected connected -> converse(connected.client(), first);
            }
        }
        return lost.get() ? Outcome.NO_CONNECTION : outcome;
    }

    private void converse(Client client, List<Step> first) {
        lines.print("connected to " + goal.url() + ", namespace " + goal.namespace());
        if (lines.isDialogue()) lines.print("help tells what can be written");
        first.forEach(step -> take(client, step));
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            Step step = Step.of(line.get());
            if (step instanceof Step.Exit) break;
            take(client, step);
            if (lost.get() && !lines.isDialogue()) break;
        }
        var unused = within(client.close().map(closed -> new Answer.Late()), goal.patience());
    }

    private void take(Client client, Step step) {
        switch (step) {
            case Step.Ask ask -> tell(ask.label(), client.ask(ask.event(), ask.args()));
            case Step.Await(String event) -> tell("wait " + event, client.next(event));
            case Step.Help help -> Step.USAGE.forEach(lines::print);
            case Step.Wrong wrong -> {
                lines.print("?? " + wrong.why());
                outcome = outcome.or(Outcome.MISUNDERSTOOD);
            }
            case Step.Exit exit -> {}
            case Step.Nothing nothing -> {}
        }
    }

    private void tell(String asked, Future<? extends Answer> future) {
        long began = System.nanoTime();
        Answer answer = within(future, goal.patience());
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        switch (answer) {
            case Answer.Given given -> {
                lines.print((given.isGood() ? "ok     " : "FAILED ") + asked + ": "
                        + words(given.args().elements()).strip() + " (" + ms + " ms)");
                if (!given.isGood()) outcome = outcome.or(Outcome.FAILED);
            }
            case Answer.Late late -> {
                lines.print("FAILED " + asked + ": nothing came within "
                        + goal.patience().toMillis() + " ms");
                outcome = outcome.or(Outcome.FAILED);
            }
            case Answer.Lost gone -> {
                lines.print("FAILED " + asked + ": the connection is lost");
                outcome = Outcome.NO_CONNECTION;
            }
        }
    }

    private static Answer within(Future<? extends Answer> future, Duration patience) {
        try {
            return future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new Answer.Late();
        }
    }

    private void heard(String event, RawJson args) {
        lines.print("<-     " + event + words(args.elements()));
    }

    private void lost(String why) {
        lost.set(true);
        lines.print("connection lost: " + why);
    }

    private static String words(List<RawJson> args) {
        return args.stream().map(arg -> " " + arg).collect(Collectors.joining());
    }
}
