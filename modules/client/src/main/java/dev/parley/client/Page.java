package dev.parley.client;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items in their order; there may be none though there is a next page
 * @param next the cursor of the page behind, if there is one
 * @param complete whether all nodes have told. If not, the items are of those that have
 * @param missing the others
 */
public record Page<T>(List<T> items, Optional<String> next, boolean complete, List<MissingNode> missing) {

    public Page {
        items = List.copyOf(items);
        missing = List.copyOf(missing);
    }
}
