package dev.parley.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page in Markdown, as far as tests look at it.
 *
 * @param prose the text without its blocks of code
 */
record Page(Path file, String text, String prose) {

    private static final Pattern BLOCK = Pattern.compile("^ *```.*?^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`((?:[^`\n]++|\n(?!\n))+)`");
    private static final Pattern LINK = Pattern.compile("(?:]\\(|\\b(?:href|src|srcset)=\")([^()\\s\"]+)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    static Page read(Path file) {
        try {
            String text = Files.readString(file);
            return new Page(file, text, BLOCK.matcher(text).replaceAll(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands between backticks in a text. */
    static List<String> codes(String text) {
        return CODE.matcher(text).results().map(code -> oneLine(code.group(1))).toList();
    }

    /** Where links and pictures lead, as it is written. */
    List<String> links() {
        String plain = CODE.matcher(prose).replaceAll("");
        return LINK.matcher(plain).results().map(link -> link.group(1)).toList();
    }

    /** What a link to a path, as it is written in the page, leads to. */
    Path beside(String path) {
        return file.resolveSibling(path).normalize();
    }

    /** What can stand behind a {@code #} in a link to the page. */
    Set<String> anchors() {
        return HEADING.matcher(prose)
                .results()
                .map(heading -> anchor(heading.group(1)))
                .collect(Collectors.toSet());
    }

    /** Lines of tables. */
    List<String> rows() {
        return prose.lines().filter(line -> line.startsWith("|")).toList();
    }

    private static String oneLine(String code) {
        return code.replace('\n', ' ');
    }

    /** As GitHub makes one of a heading. */
    private static String anchor(String heading) {
        return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
