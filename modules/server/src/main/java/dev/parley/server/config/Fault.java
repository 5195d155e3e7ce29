package dev.parley.server.config;

/**
 * Something in the configuration that Parley cannot start with. Never holds a secret.
 *
 * @param key the setting, such as {@code sockets.ping-interval}, or the file or environment name that is wrong as a whole
 * @param problem what was found
 * @param fix what to do about it
 * @param origin where it was written: a file with its line, an environment name or a flag
 */
public record Fault(String key, String problem, String fix, String origin) {

    /** For people, on one line. */
    @Override
    public String toString() {
        String line = key + ": " + problem + "; " + fix + " (" + origin + ")";
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
