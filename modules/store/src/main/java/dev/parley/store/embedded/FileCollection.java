package dev.parley.store.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The documents of a collection; owned by its {@link FileDatabase}. */
final class FileCollection extends AbstractSynchronizedMongoCollection<Key> {

    /** For longer lists than this it makes no difference. */
    private static final int MOST_FIRST = 10_000;

    private final MVMap<Key, byte[]> documents;

    FileCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            MVMap<Key, byte[]> documents) {
        super(database, name, options, cursors);
        this.documents = documents;
    }

    /** By an index on some of the fields that are asked for, if there is one; the rest is compared. */
    @Override
    protected QueryResult queryDocuments(
            Document query, @Nullable Document order, int skip, int limit, int batchSize, @Nullable Document fields) {
        for (Index<Key> index : getIndexes()) {
            var part = new Document();
            for (IndexKey each : index.getKeys()) {
                if (query.containsKey(each.getKey())) part.put(each.getKey(), query.get(each.getKey()));
            }
            if (index.canHandle(part))
                return matchDocuments(query, index.getPositions(part), order, skip, limit, batchSize, fields);
        }
        return matchDocuments(query, order, skip, limit, batchSize, fields);
    }

    @Override
    protected Key addDocumentInternal(Document document) {
        Key position = DocumentBytes.key(new KeyValue(List.of(nameOf(document))).normalized());
        byte[] previous = documents.putIfAbsent(position, DocumentBytes.of(document));
        if (previous != null) throw new IllegalStateException("a document is there already");
        return position;
    }

    /** Collections without an id are the server's own. */
    private Object nameOf(Document document) {
        String field = getIdField();
        if (field == null) return UUID.randomUUID().toString();
        return Objects.requireNonNull(Utils.getSubdocumentValue(document, field));
    }

    @Override
    protected void handleUpdate(Key position, Document before, Document after) {
        documents.put(position, DocumentBytes.of(after));
    }

    @Override
    protected void removeDocument(Key position) {
        documents.remove(position);
    }

    @Override
    protected Document getDocument(Key position) {
        return DocumentBytes.document(Objects.requireNonNull(documents.get(position)));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, @Nullable Document order, int skip, int limit, int batchSize, @Nullable Document fields) {
        Stream<DocumentWithPosition<Key>> all = streamAllDocumentsWithPosition();
        if (isNaturalDescending(order)) {
            all = all.sorted(Comparator.<DocumentWithPosition<Key>, Key>comparing(DocumentWithPosition::getPosition)
                    .reversed());
        }
        Stream<Document> documents = all.map(DocumentWithPosition::getDocument);
        Comparator<Document> sort = deriveComparator(order);
        if (sort != null && limit > 0 && skip <= MOST_FIRST - limit) {
            Stream<Document> fitting = documents.filter(each -> documentMatchesQuery(each, query));
            documents = first(fitting, sort, skip + limit);
        }
        return matchDocumentsFromStream(documents, query, order, skip, limit, batchSize, fields);
    }

    /** The first ones of an order, so that a short list of a large collection does not take all of it into memory. */
    private static Stream<Document> first(Stream<Document> all, Comparator<Document> sort, int most) {
        var first = new PriorityQueue<Document>(most + 1, sort.reversed());
        all.forEach(each -> {
            first.add(each);
            if (first.size() > most) first.remove();
        });
        return first.stream();
    }

    @Override
    protected Stream<DocumentWithPosition<Key>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .map(each -> new DocumentWithPosition<>(DocumentBytes.document(each.getValue()), each.getKey()));
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    /** It would change one more map with each document. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int difference) {}

    @Override
    protected int getDataSize() {
        return 0;
    }
}
