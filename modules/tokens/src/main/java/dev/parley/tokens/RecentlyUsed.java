package dev.parley.tokens;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps a few values, and forgets the one that was not used for longest. Confined to its owner, one of a verticle. */
final class RecentlyUsed<K, V> {

    private final int capacity;
    private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

    RecentlyUsed(int capacity) {
        this.capacity = capacity;
    }

    @Nullable
    V get(K key) {
        return values.get(key);
    }

    V get(K key, Supplier<V> make) {
        V value = values.get(key);
        if (value != null) return value;
        V made = make.get();
        put(key, made);
        return made;
    }

    void put(K key, V value) {
        values.put(key, value);
        if (values.size() > capacity) values.remove(values.firstEntry().getKey());
    }

    void remove(K key) {
        values.remove(key);
    }
}
