package dev.parley.store.embedded;

import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map.Entry;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A unique index; owned by its {@link FileCollection}. It finds documents by values of exactly its fields, one each or, if
 * it has one field, any of several ({@code $in}).
 */
final class FileIndex extends AbstractUniqueIndex<Key> {

    private final MVMap<Key, Key> positions;

    FileIndex(String name, List<IndexKey> keys, boolean sparse, MVMap<Key, Key> positions) {
        super(name, keys, sparse);
        this.positions = positions;
    }

    @Override
    protected @Nullable Key removeDocument(KeyValue values) {
        return positions.remove(DocumentBytes.key(values));
    }

    @Override
    protected boolean putKeyPosition(KeyValue values, Key position) {
        return positions.putIfAbsent(DocumentBytes.key(values), position) == null;
    }

    @Override
    protected @Nullable Key getPosition(KeyValue values) {
        return positions.get(DocumentBytes.key(values));
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
        return positions.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
