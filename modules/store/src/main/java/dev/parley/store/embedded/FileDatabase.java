package dev.parley.store.embedded;

import static java.util.Objects.requireNonNull;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * The collections of a database, and their indexes, as maps of one file; owned by its {@link FileBackend}. Only unique
 * indexes are kept: others are accepted and do nothing.
 */
final class FileDatabase extends AbstractSynchronizedMongoDatabase<Key> {

    private static final String DOCUMENTS = "documents.";
    private static final String INDEX = "index.";

    private final MVStore store;

    FileDatabase(String name, MVStore store, CursorRegistry cursors) {
        super(name, cursors);
        this.store = store;
        initializeNamespacesAndIndexes();
    }

    /** The names of the databases in a file. */
    static List<String> names(MVStore store) {
        return store.getMapNames().stream()
                .filter(map -> map.startsWith(DOCUMENTS))
                .map(map -> map.substring(DOCUMENTS.length(), map.indexOf('.', DOCUMENTS.length())))
                .distinct()
                .toList();
    }

    @Override
    protected MongoCollection<Key> openOrCreateCollection(String name, CollectionOptions options) {
        return new FileCollection(this, name, options, cursorRegistry, documents(name));
    }

    @Override
    protected Index<Key> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
        boolean primary = keys.size() == 1 && keys.getFirst().getKey().equals("_id");
        if (primary) return new IdIndex(name, keys, documents(collection));
        MVMap<Key, Key> positions = store.openMap(
                index(collection, name),
                new MVMap.Builder<Key, Key>().keyType(KeyType.INSTANCE).valueType(KeyType.INSTANCE));
        return new FileIndex(name, keys, sparse, positions);
    }

    /** An index that cannot be built, for two documents are equal in it, leaves nothing behind. */
    @Override
    protected synchronized void addIndex(Document description) {
        try {
            super.addIndex(description);
        } catch (RuntimeException refused) {
            String name = requireNonNull(description.get("name")).toString();
            String collection = requireNonNull(description.get("ns")).toString().substring(databaseName.length() + 1);
            boolean known = resolveCollection(collection, true).getIndexes().stream()
                    .anyMatch(each -> each.getName().equals(name));
            if (!known) removeMap(index(collection, name));
            throw refused;
        }
    }

    @Override
    protected void dropIndex(MongoCollection<Key> collection, String name) {
        super.dropIndex(collection, name);
        removeMap(index(collection.getCollectionName(), name));
    }

    @Override
    public void dropCollection(String name, Oplog oplog) {
        super.dropCollection(name, oplog);
        removeMap(map(DOCUMENTS, name));
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String name) {
        throw new UnsupportedOperationException("collections keep their names");
    }

    private MVMap<Key, byte[]> documents(String collection) {
        return store.openMap(
                map(DOCUMENTS, collection),
                new MVMap.Builder<Key, byte[]>().keyType(KeyType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
    }

    private void removeMap(String name) {
        if (store.hasMap(name)) store.removeMap(name);
    }

    private String index(String collection, String name) {
        return map(INDEX, collection) + "." + name;
    }

    private String map(String kind, String collection) {
        return kind + getFullCollectionNamespace(collection);
    }

    @Override
    protected long getStorageSize() {
        return store.getFileStore().size();
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }
}
