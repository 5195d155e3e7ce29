package dev.parley.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A list that Parley hands out page by page. Iterating asks for one page after another, when it comes to it, and skips what
 * nodes that keep silent would have told; whoever has to know of those takes the {@linkplain #page pages} themselves.
 * Immutable.
 *
 * {@snippet file="QueryExample.java" region="listing"}
 */
public final class Listing<T> implements Iterable<T> {

    private final Transport transport;
    private final Map<String, String> query;
    private final String member;
    private final Function<Json, T> reader;
    private final String[] path;

    /**
     * A list that nothing has been asked of yet.
     *
     * @param member of the answer that has the items
     */
    Listing(Transport transport, Map<String, String> query, String member, Function<Json, T> reader, String... path) {
        this.transport = transport;
        this.query = Map.copyOf(query);
        this.member = member;
        this.reader = reader;
        this.path = path;
    }

    /** The same list in pages of at most so many items. */
    public Listing<T> pagesOf(int limit) {
        return new Listing<>(transport, with("limit", String.valueOf(limit)), member, reader, path);
    }

    /** The first page. */
    public Page<T> page() {
        return Waiting.on(pageAsync());
    }

    /** The first page. */
    public CompletableFuture<Page<T>> pageAsync() {
        return pageAsync("");
    }

    /**
     * A later page.
     *
     * @param cursor the {@link Page#next} of the page before
     */
    public Page<T> page(String cursor) {
        return Waiting.on(pageAsync(cursor));
    }

    /** A later page, as {@link #page(String)}. */
    public CompletableFuture<Page<T>> pageAsync(String cursor) {
        return transport.send(Call.get(Call.path(with("cursor", cursor), path)), this::read);
    }

    private Page<T> read(Json answer) {
        return new Page<>(
                Answers.list(answer, member, reader),
                answer.at("next").asText(),
                Answers.flag(answer, "complete"),
                Answers.list(answer, "missing", MissingNode::of));
    }

    private Map<String, String> with(String parameter, String value) {
        var more = new HashMap<>(query);
        more.put(parameter, value);
        return more;
    }

    /** The items of all pages. The iterator waits for each page, and throws what a call does. */
    @Override
    public Iterator<T> iterator() {
        return new Pages();
    }

    /** The items of all pages, as {@link #iterator}. */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** Walks over the pages. Owned by the thread that iterates. */
    private final class Pages implements Iterator<T> {

        private final Deque<T> items = new ArrayDeque<>();
        private Optional<String> cursor = Optional.of("");

        @Override
        public boolean hasNext() {
            while (items.isEmpty() && cursor.isPresent()) {
                Page<T> page = page(cursor.get());
                items.addAll(page.items());
                cursor = page.next();
            }
            return !items.isEmpty();
        }

        @Override
        public T next() {
            if (!hasNext()) throw new NoSuchElementException();
            return items.remove();
        }
    }
}
