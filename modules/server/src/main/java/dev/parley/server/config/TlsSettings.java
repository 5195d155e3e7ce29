package dev.parley.server.config;

import static dev.parley.server.config.Kind.duration;

import dev.parley.sockets.tls.TlsConfig;
import dev.parley.sockets.tls.TlsFiles;
import dev.parley.sockets.tls.TlsFiles.Flaw;
import dev.parley.sockets.tls.TlsFiles.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads whether the listener speaks TLS. Owned by the thread that loads the configuration. */
record TlsSettings(Settings settings) {

    private static final String CERTIFICATE = "listen.tls.certificate";
    private static final String KEY = "listen.tls.key";

    /** Nothing for plain HTTP. Reads the files, so it blocks. */
    Optional<TlsConfig> read() {
        Optional<Path> certificate = settings.maybe(CERTIFICATE, Kinds.FILE_PATH);
        Optional<Path> key = settings.maybe(KEY, Kinds.FILE_PATH);
        Duration interval = settings.one("listen.tls.reload-interval", duration("1s", "1d"));
        if (certificate.isPresent() && !settings.present(KEY)) missing(KEY, CERTIFICATE);
        if (key.isPresent() && !settings.present(CERTIFICATE)) missing(CERTIFICATE, KEY);
        if (certificate.isEmpty() || key.isEmpty()) return Optional.empty();
        var files = new TlsFiles(certificate.get(), key.get());
        return switch (files.read()) {
            case Reading.Good(var found) -> {
                if (found.expiry().isBefore(Instant.now()))
                    settings.warn(CERTIFICATE, "it has expired (" + found.expiry() + "), so clients refuse it");
                yield Optional.of(new TlsConfig(files, found, interval));
            }
            case Reading.Faulty(List<Flaw> flaws) -> {
                for (Flaw flaw : flaws) settings.refuse(flaw.ofKey() ? KEY : CERTIFICATE, flaw.problem(), flaw.fix());
                yield Optional.empty();
            }
        };
    }

    private void missing(String key, String beside) {
        settings.refuse(key, "none, and " + beside + " is of no use alone", "name the PEM file, or leave out both");
    }
}
