package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read is so: links lead somewhere, settings are there, variables do what is said of them. */
class PagesTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path MIGRATION = ROOT.resolve("modules/profiles/migration");

    private static final Set<String> KEYS = Reference.builtIn().keys();

    /** A key, perhaps with a value behind it. */
    private static final Pattern KEY = Pattern.compile("([a-z-]+(?:\\.[a-z0-9-]+)+)(?:: .*|=.*)?");

    /** The first cell of a row that is about a variable. */
    private static final Pattern VARIABLE = Pattern.compile("\\| `([A-Z][A-Z0-9_]*)` \\|");

    private static final Pattern OWN_VARIABLE = Pattern.compile("\\bPARLEY_[A-Z0-9_]+");

    static Stream<Page> pages() {
        return Stream.of(in("", 1), in("conf", 3), in("modules", 3)).flatMap(List::stream);
    }

    /** Those that tell how it is now. */
    static Stream<Page> guides() {
        return pages().filter(PagesTest::isGuide);
    }

    private static boolean isGuide(Page page) {
        return !page.file().endsWith("CHANGELOG.md") && !page.file().startsWith(ROOT.resolve("conf"));
    }

    private static List<Page> in(String folder, int depth) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder), depth)) {
            return files.filter(PagesTest::isPage).sorted().map(Page::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md") && Files.isRegularFile(file);
    }

    // ---- Links ----

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Page page) {
        assertThat(page.links()).filteredOn(link -> !leads(page, link)).isEmpty();
    }

    /** Other servers are not asked. */
    private static boolean leads(Page page, String link) {
        if (link.matches("[a-z]+:.*")) return true;
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.file() : page.beside(parts[0]);
        if (!target.startsWith(ROOT) || !Files.exists(target)) return false;
        return parts.length == 1 || Page.read(target).anchors().contains(parts[1]);
    }

    @Test
    void everyPromiseIsLinkedToATest() {
        List<String> rows = Page.read(ROOT.resolve("README.md")).rows();
        assertThat(rows)
                .filteredOn(row -> row.startsWith("| **"))
                .hasSizeGreaterThan(20)
                .allMatch(row -> row.contains("/src/test/java/"));
    }

    // ---- Settings ----

    @ParameterizedTest
    @MethodSource("guides")
    void everySettingIsThere(Page page) {
        Stream<String> named = Page.codes(page.prose()).stream().flatMap(PagesTest::key);
        assertThat(named).filteredOn(key -> !isThere(key)).isEmpty();
    }

    /** What begins as keys do. */
    private static Stream<String> key(String code) {
        Matcher matcher = KEY.matcher(code);
        if (!matcher.matches()) return Stream.empty();
        String key = matcher.group(1);
        return isSection(key.substring(0, key.indexOf('.'))) ? Stream.of(key) : Stream.empty();
    }

    private static boolean isThere(String key) {
        return KEYS.contains(key) || isSection(key);
    }

    private static boolean isSection(String key) {
        return KEYS.stream().anyMatch(known -> known.startsWith(key + "."));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void everyVariableOfItsOwnIsKnown(Page page) {
        var named = OWN_VARIABLE.matcher(page.text()).results().map(each -> each.group());
        assertThat(named).filteredOn(name -> !isKnown(name)).isEmpty();
    }

    private static boolean isKnown(String variable) {
        // Another value may be wanted, but the name is known.
        return read(variable).faults().stream()
                .noneMatch(fault -> fault.problem().contains("no name"));
    }

    // ---- Variables of older systems ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                InstantioSettings.PROFILE,
                PanelSettings.PROFILE,
                ChannelsSettings.PROFILE,
                MessagingSettings.PROFILE,
                MarketplaceSettings.PROFILE
            })
    void anOldVariableDoesWhatItsPageSays(String profile) {
        List<String> rows = Page.read(MIGRATION.resolve(profile + ".md")).rows();
        assertThat(rows)
                .filteredOn(row -> VARIABLE.matcher(row).lookingAt())
                .hasSizeGreaterThan(2)
                .allMatch(row -> isTrue(row, profile));
    }

    /** A row names all settings that its variable makes, or says that it makes none for the profile. */
    private static boolean isTrue(String row, String profile) {
        String name = Page.codes(row).getFirst();
        Set<String> made = read(name).settings().keySet();
        if (row.contains("has no effect")) return made.stream().allMatch(key -> isOfNoUse(key, profile));
        if (row.contains("`scripts/smoke`")) return isOfSmoke(name);
        return !made.isEmpty() && Page.codes(row).containsAll(made);
    }

    private static boolean isOfNoUse(String key, String profile) {
        boolean ofAnother = key.startsWith("profiles.") && !key.startsWith("profiles." + profile + ".");
        return ofAnother || key.startsWith("redis.");
    }

    private static boolean isOfSmoke(String name) {
        return Page.read(ROOT.resolve("scripts/smoke")).text().contains(name);
    }

    private static Layer read(String variable) {
        return Environment.read(Map.of(variable, "1"), KEYS);
    }
}
