package dev.parley.store.embedded;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** The file of an embedded store. Immutable. */
record StoreFile(Path path) {

    private static final String NAME = "parley.mv";

    /** Only what was freed that long ago is written over. Each commit is forced to the disk, so this need not be long. */
    private static final int RETENTION_MILLIS = 1_000;

    private static final int CACHE_MB = 32;

    /** Of the maps and what is in them; told in the file, so that no version reads what it does not know. */
    private static final int FORMAT = 1;

    /** Only {@link GroupCommit} decides when a commit is, be a command ever so large. */
    private static final int NEVER_BY_ITSELF = 0;

    sealed interface Read {
        record Good(MVStore store) implements Read {}

        record Bad(String why) implements Read {}
    }

    /** The file in a folder. */
    static StoreFile in(Path folder) {
        return new StoreFile(
                folder.resolve("store").resolve(NAME).toAbsolutePath().normalize());
    }

    /** Opens it, and makes it first if need be; a file whose last commit was cut short is as it was before that. */
    Read open() {
        try {
            prepare();
        } catch (IOException fault) {
            return new Read.Bad("the store cannot be written to " + path + " (" + fault
                    + "): name another folder by storage.data (PARLEY_DATA), or let this one be written");
        }
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(path.toString())
                    .autoCommitDisabled()
                    .autoCommitBufferSize(NEVER_BY_ITSELF)
                    .cacheSize(CACHE_MB)
                    .open();
            store.setVersionsToKeep(0);
            store.setRetentionTime(RETENTION_MILLIS);
            return known(store);
        } catch (MVStoreException fault) {
            return new Read.Bad(why(fault));
        }
    }

    private Read known(MVStore store) {
        int format = store.getStoreVersion();
        boolean fresh = format == 0 && store.getMapNames().isEmpty();
        if (fresh) store.setStoreVersion(FORMAT);
        if (fresh || format == FORMAT) return new Read.Good(store);
        store.closeImmediately();
        return new Read.Bad("the store " + path + " was made by another version of Parley (format " + format
                + ", this one knows " + FORMAT + "): run that version, or move the file away to begin without data");
    }

    String why(MVStoreException fault) {
        return switch (fault.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                "the store " + path + " is in use by another process: end that one, or give this one a folder of its"
                        + " own by storage.data (PARLEY_DATA)";
            case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                "the store " + path + " is damaged: put a backup in its place, or move it away to begin without data ("
                        + fault.getMessage() + ")";
            default -> "the store " + path + " cannot be opened: " + fault.getMessage();
        };
    }

    /** It holds secrets, so only its owner may read it. */
    private void prepare() throws IOException {
        Files.createDirectories(path.getParent());
        if (Files.exists(path)) return;
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }
}
