package dev.parley.store.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import org.h2.mvstore.MVStore;

/** The databases of one file; owned by the {@link EmbeddedStore}, which closes the file. */
final class FileBackend extends AbstractMongoBackend {

    private final MVStore store;

    FileBackend(MVStore store) {
        super(defaultClock());
        this.store = store;
        FileDatabase.names(store).forEach(this::resolveDatabase);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new FileDatabase(name, store, getCursorRegistry());
    }
}
