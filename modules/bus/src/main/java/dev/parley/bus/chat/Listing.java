package dev.parley.bus.chat;

import java.util.List;

/**
 * One page.
 *
 * @param items the newest first
 * @param total of all pages
 */
public record Listing<T>(List<T> items, long total) {

    public Listing {
        items = List.copyOf(items);
    }

    /** How many pages there are. */
    public long pages(Page page) {
        return (total + page.size() - 1) / page.size();
    }
}
