package dev.parley.store.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map.Entry;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The index on {@code _id}: the documents themselves lie in its order. Owned by its {@link FileCollection}, which changes them. */
final class IdIndex extends AbstractUniqueIndex<Key> {

    private final MVMap<Key, byte[]> documents;

    IdIndex(String name, List<IndexKey> keys, MVMap<Key, byte[]> documents) {
        super(name, keys, false);
        this.documents = documents;
    }

    /** The document is there already. */
    @Override
    public synchronized void add(Document document, Key position, MongoCollection<Key> collection) {}

    /** The document goes later. */
    @Override
    protected @Nullable Key removeDocument(KeyValue values) {
        return getPosition(values);
    }

    @Override
    protected boolean putKeyPosition(KeyValue values, Key position) {
        return true;
    }

    @Override
    protected @Nullable Key getPosition(KeyValue values) {
        Key position = DocumentBytes.key(values);
        return documents.containsKey(position) ? position : null;
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return query.values().stream().noneMatch(BsonRegularExpression::isRegularExpression) && super.canHandle(query);
    }

    /** Only regular expressions would go through it. */
    @Override
    protected Iterable<Entry<KeyValue, Key>> getIterable() {
        throw new UnsupportedOperationException("no index for regular expressions");
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
