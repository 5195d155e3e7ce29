package dev.parley.profiles.panel;

import dev.parley.apps.ApiKey;
import dev.parley.profiles.panel.Incoming.Part;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that messages have: one folder for each room, in which a file's name is its id. No name in the file system is
 * one that a client has chosen. Safe on every thread; blocking work is done on a worker.
 */
final class Uploads {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    static final int MOST_FILES = 10;
    static final long LARGEST_FILE = 26_214_400;

    /** The parts of a form have heads, and there is a text besides. */
    private static final long MOST_BYTES = MOST_FILES * LARGEST_FILE + 1_048_576;

    private static final String INCOMING = "incoming";

    /** Far longer than a request may take. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final int LONGEST_NAME = 100;
    private static final String FIELD = "fileMessages";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final PanelAnswer UNEXPECTED = PanelAnswer.badRequest("Unexpected field");
    private static final PanelAnswer WRONG_TYPE =
            PanelAnswer.badRequest("Validation failed (expected type is jpeg|png)");
    private static final PanelAnswer TOO_LARGE =
            PanelAnswer.badRequest("Validation failed (expected size is less than " + LARGEST_FILE + ")");

    /** What became of the files of a request. */
    sealed interface Outcome {}

    /** They are in their room's folder, durably. */
    record Kept(List<PanelFile> files, List<Path> paths) implements Outcome {
        Kept {
            files = List.copyOf(files);
            paths = List.copyOf(paths);
        }
    }

    /** None of them is. */
    record NotKept(PanelAnswer why) implements Outcome {}

    /** A file that is there. */
    record Found(Path path, Picture type) {}

    private final Vertx vertx;
    private final Path folder;

    Uploads(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder.toAbsolutePath();
    }

    /** Clears away what requests have left in whose middle a node was killed. Newer files may be another node's. */
    void sweep() {
        inBackground(() -> {
                    FileTime old = FileTime.from(Instant.now().minus(ABANDONED));
                    try (Stream<Path> incoming = Files.list(folder.resolve(INCOMING))) {
                        for (Path path : incoming.toList()) {
                            if (Files.getLastModifiedTime(path).compareTo(old) < 0) Files.deleteIfExists(path);
                        }
                    }
                    return folder;
                })
                .onFailure(fault -> log.debug("nothing to clear away in {}", folder));
    }

    /** Reads a body with files, in front of {@link #keep}; a request that is too large fails at once. */
    Handler<RoutingContext> body() {
        return ctx -> {
            String length = ctx.request().getHeader(HttpHeaders.CONTENT_LENGTH);
            if (length != null && (length.length() > 10 || Long.parseLong(length) > MOST_BYTES)) {
                ctx.fail(413);
                return;
            }
            inBackground(() -> Files.createDirectories(folder.resolve(INCOMING)))
                    .onSuccess(incoming -> new Incoming(ctx, incoming, MOST_BYTES, MOST_FILES + 1).read())
                    .onFailure(ctx::fail);
        };
    }

    /** Takes the files of a request over, all of them or none: then none of them is there any more. */
    Future<Outcome> keep(String room, List<Part> parts) {
        if (parts.isEmpty()) return Future.succeededFuture(new Kept(List.of(), List.of()));
        return inBackground(() -> keepNow(room, parts));
    }

    private Outcome keepNow(String room, List<Part> parts) throws IOException {
        var kept = new ArrayList<Path>();
        try {
            var files = new ArrayList<PanelFile>();
            Optional<PanelAnswer> fault = judge(parts, files);
            if (fault.isPresent()) return new NotKept(fault.get());
            Path home = Files.createDirectories(folderOf(room));
            for (int i = 0; i < files.size(); i++) {
                Path path = home.resolve(nameOf(files.get(i).id(), files.get(i).type()));
                kept.add(Files.move(parts.get(i).path(), path));
                try (FileChannel written = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
            }
            return new Kept(files, kept);
        } catch (IOException fault) {
            removeNow(kept);
            throw fault;
        } finally {
            removeNow(parts.stream().map(Part::path).toList());
        }
    }

    /**
     * What is wrong, if anything is.
     *
     * @param files gets what they are, in their order
     */
    private static Optional<PanelAnswer> judge(List<Part> parts, List<PanelFile> files) throws IOException {
        boolean expected = parts.size() <= MOST_FILES
                && parts.stream().allMatch(part -> part.field().equals(FIELD));
        if (!expected) return Optional.of(UNEXPECTED);
        for (Part part : parts) {
            long size = Files.size(part.path());
            if (size > LARGEST_FILE) return Optional.of(TOO_LARGE);
            Optional<Picture> type = typeOf(part);
            if (type.isEmpty()) return Optional.of(WRONG_TYPE);
            String id = UUID.randomUUID().toString();
            files.add(new PanelFile(id, type.get(), size, shortened(part.name())));
        }
        return Optional.empty();
    }

    /** By its content; nothing if the sender itself says that it is something else. */
    private static Optional<Picture> typeOf(Part part) throws IOException {
        if (!Picture.isDeclared(part.type())) return Optional.empty();
        try (InputStream content = Files.newInputStream(part.path())) {
            return Picture.of(content.readNBytes(Picture.HEAD));
        }
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_NAME ? name.substring(name.length() - LONGEST_NAME) : name;
    }

    /** There is no message that has these files. */
    Future<Void> remove(Kept kept) {
        if (kept.paths().isEmpty()) return Future.succeededFuture();
        return inBackground(() -> {
                    removeNow(kept.paths());
                    return kept;
                })
                .mapEmpty();
    }

    private static void removeNow(List<Path> paths) throws IOException {
        for (Path path : paths) Files.deleteIfExists(path);
    }

    /** The file of a room that has this id, if there is one. */
    Future<Optional<Found>> find(String room, String id) {
        if (!ID.matcher(id).matches()) return Future.succeededFuture(Optional.empty());
        return inBackground(() -> {
            for (Picture type : Picture.values()) {
                Path path = folderOf(room).resolve(nameOf(id, type));
                if (Files.isRegularFile(path)) return Optional.of(new Found(path, type));
            }
            return Optional.empty();
        });
    }

    private <T> Future<T> inBackground(Callable<T> work) {
        return vertx.executeBlocking(work, false).map(Objects::requireNonNull);
    }

    /** Rooms may be called anything. */
    private Path folderOf(String room) {
        return folder.resolve(ApiKey.digest(room));
    }

    private static String nameOf(String id, Picture type) {
        return id + type.suffix();
    }
}
