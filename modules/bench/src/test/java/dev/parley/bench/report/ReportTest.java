package dev.parley.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.scenario.Outcome.Failed;
import dev.parley.bench.scenario.Outcome.Latency;
import dev.parley.bench.scenario.Outcome.Measured;
import dev.parley.bench.scenario.Outcome.Saturated;
import dev.parley.bench.scenario.Scenario;
import dev.parley.bench.scenario.Scenarios;
import java.io.StringReader;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {

    private static final Scenario ROOM = Scenarios.all().getFirst();

    private final Results results = new Results();
    private final Report report = new Report(new Machine(Map.of("processor", "a fast one")), results, 3);

    private static Measured measured(double value) {
        return new Measured(
                value, 123_456, new Latency(1_000_000, 2_000_000, 3_500_000), Latency.NONE, 200 << 20, 0.5, 20_000);
    }

    @Test
    void theTableHasMediansAndRatios() {
        for (double each : new double[] {6, 90, 5}) results.add(ROOM, Contender.PARLEY, measured(each));
        results.add(ROOM, Contender.SOCKET_IO, measured(18));
        results.add(ROOM, Contender.NETTY_SOCKETIO, measured(24));
        results.add(ROOM, Contender.BARE, measured(5));
        assertThat(report.markdown())
                .contains("- processor: a fast one\n")
                .contains("| room-1000 | us CPU per delivery | 6.00 | 18.0 | 24.0 | 5.00 | 1.20 | 0.33 |\n")
                .contains(
                        "| room-1000 | Parley | 6.00 | 1417% | 123456 | 1.00 / 2.00 / 3.50 | - | 200 | 50%, 0.02 ms |\n")
                .doesNotContain("Without a result");
        assertThat(report.ratios()).contains("Parley / bare: 1.20");
    }

    @Test
    void whatFailedAndWhatTheGeneratorWasTooSlowForIsTold() {
        results.add(ROOM, Contender.PARLEY, measured(6));
        results.add(ROOM, Contender.PARLEY, new Saturated(0.97));
        results.add(ROOM, Contender.BARE, new Saturated(0.95));
        results.add(ROOM, Contender.SOCKET_IO, new Failed("a member got 3 of 4 events"));
        assertThat(report.markdown())
                .contains("| room-1000 | us CPU per delivery | 6.00 (!) | failed | generator saturated | - | - |\n")
                .contains("- room-1000, socket.io: a member got 3 of 4 events\n")
                .contains("- room-1000, Parley: the generator used 97% of what it could get");
        assertThat(results.hasFailed()).isTrue();
        assertThat(results.wasSaturated()).isTrue();
    }

    @Test
    void thePlotIsWellFormedAndItsLongestBarFillsTheScale() throws Exception {
        results.add(ROOM, Contender.PARLEY, measured(5));
        results.add(ROOM, Contender.BARE, measured(10));
        String svg = new Plot(results).svg();
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(svg).contains("width=\"420\"").contains("width=\"210\"").contains("Parley 5.00 us CPU per delivery");
    }
}
