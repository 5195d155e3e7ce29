package dev.parley.bench.report;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.scenario.Outcome.Measured;
import dev.parley.bench.scenario.Scenario;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table as bars: each scenario has a scale of its own, which its longest bar fills. */
public record Plot(Results results) {

    private static final int WIDTH = 860;
    private static final int LEFT = 160;
    private static final int LONGEST = 420;
    private static final int BAR = 14;
    private static final int GAP = 26;
    private static final int TOP = 40;
    private static final Map<Contender, String> COLOURS = new EnumMap<>(Map.of(
            Contender.PARLEY, "#1f6feb",
            Contender.SOCKET_IO, "#8a8f98",
            Contender.NETTY_SOCKETIO, "#b9bec6",
            Contender.BARE, "#2da44e"));

    /** As an SVG document. */
    public String svg() {
        var bars = new StringBuilder();
        int y = TOP;
        for (Scenario scenario : results.scenarios()) {
            List<Contender> measured = results.contenders().stream()
                    .filter(each -> !results.measured(scenario, each).isEmpty())
                    .toList();
            double most = measured.stream()
                    .mapToDouble(each -> value(scenario, each))
                    .max()
                    .orElse(1);
            bars.append(text(LEFT - 8, y + BAR - 2, "end", scenario.name()));
            for (Contender contender : measured) {
                double value = value(scenario, contender);
                long length = Math.max(1, Math.round(value / most * LONGEST));
                bars.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                        LEFT,
                        y,
                        length,
                        BAR - 2,
                        COLOURS.get(contender)));
                bars.append(text(
                        LEFT + length + 6,
                        y + BAR - 3,
                        "start",
                        contender.title() + " " + Report.number(value) + " " + scenario.unit()));
                y += BAR;
            }
            y += GAP - BAR;
        }
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"sans-serif\" font-size=\"11\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%3$s%4$s</svg>%n",
                WIDTH,
                y + GAP,
                text(LEFT, TOP / 2, "start", "Shorter is better; each scenario has a scale of its own."),
                bars);
    }

    private double value(Scenario scenario, Contender contender) {
        return results.median(scenario, contender, Measured::value).orElse(0.0);
    }

    private static String text(long x, long y, String anchor, String words) {
        return String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words);
    }
}
