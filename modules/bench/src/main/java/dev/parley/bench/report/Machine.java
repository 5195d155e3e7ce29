package dev.parley.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where it was measured, and what.
 *
 * @param facts each with its name
 */
public record Machine(Map<String, String> facts) {

    private static final long KIB_PER_GIB = 1024 * 1024;

    /** This one, with the versions of what is measured. */
    public static Machine here(Map<String, String> versions) {
        var facts = new LinkedHashMap<String, String>();
        facts.put(
                "processor",
                line("/proc/cpuinfo", "model name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put("memory", number(line("/proc/meminfo", "MemTotal")) / KIB_PER_GIB + " GiB");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", Runtime.version().toString());
        facts.putAll(versions);
        return new Machine(facts);
    }

    private static String line(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(each -> each.startsWith(name))
                    .map(each -> each.substring(each.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException none) {
            return "unknown";
        }
    }

    private static long number(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
