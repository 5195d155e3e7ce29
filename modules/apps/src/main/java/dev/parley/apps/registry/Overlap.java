package dev.parley.apps.registry;

import dev.parley.protocol.json.Members;
import java.time.Duration;

/** How long what was replaced stays good beside what took its place: {@code {"overlap"?: seconds}}. */
final class Overlap {

    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(30);

    private Overlap() {}

    static Duration read(Members body) {
        return body.number("overlap", 0, (int) LONGEST.toSeconds())
                .map(Duration::ofSeconds)
                .orElse(USUAL);
    }
}
