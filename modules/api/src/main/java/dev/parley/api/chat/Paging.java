package dev.parley.api.chat;

import dev.parley.api.http.Query;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.MessageQuestion.Range;
import dev.parley.bus.chat.Page;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import java.util.function.BiConsumer;

/**
 * Which part of a list is asked for, by the parameters of a request, and how a page of one is told. Immutable.
 *
 * @param most things in one answer; who asks for more gets so many
 */
record Paging(int most) {

    private static final int LAST_PAGE = 1_000_000;

    /** {@code page} from 1, and {@code limit}. */
    Page page(Members query) {
        int number = Query.number(query, "page", 1, LAST_PAGE).orElse(1L).intValue();
        return new Page(number, limit(query));
    }

    int limit(Members query) {
        return Query.limit(query, most);
    }

    static Range range(Members query) {
        return ChatMembers.range(query, (members, name) -> Query.number(members, name, 0, Long.MAX_VALUE));
    }

    /** {@code {<name>: [...], page, limit, pages, total}}. */
    static <T> void tell(JsonWriter w, String name, Page page, Listing<T> listing, BiConsumer<JsonWriter, T> each) {
        w.beginObject();
        w.name(name).beginArray();
        listing.items().forEach(item -> each.accept(w, item));
        w.endArray();
        w.name("page").number(page.number()).name("limit").number(page.size());
        w.name("pages").number(listing.pages(page));
        w.name("total").number(listing.total()).endObject();
    }
}
