package dev.parley.profiles.panel;

import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.Page;
import dev.parley.protocol.json.JsonWriter;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The page of a list that a request names by {@code ?page=&perPage=}. */
sealed interface PageRequest {

    /**
     * A page that there may be.
     *
     * @param written its number as the client wrote it, which gets it back so
     */
    record Good(String written, Page page) implements PageRequest {

        /** Writes the members that follow the page's content. */
        void describe(JsonWriter w, Listing<?> listing) {
            w.name("currentPage").string(written).name("totalPage").number(listing.pages(page));
        }
    }

    record Bad(List<String> faults) implements PageRequest {}

    /**
     * The page that a request names.
     *
     * @param most that a page may have; who asks for more gets as many
     */
    static PageRequest of(RoutingContext ctx, int most) {
        var faults = new ArrayList<String>();
        String page = text(ctx, "page", faults);
        String perPage = text(ctx, "perPage", faults);
        if (!faults.isEmpty()) return new Bad(faults);
        OptionalInt number = number(page, "page", faults);
        OptionalInt size = number(perPage, "perPage", faults);
        if (!faults.isEmpty()) return new Bad(faults);
        return new Good(page, new Page(number.getAsInt(), Math.min(size.getAsInt(), most)));
    }

    private static String text(RoutingContext ctx, String name, List<String> faults) {
        List<String> values = ctx.queryParam(name);
        if (values.size() == 1) return values.getFirst();
        faults.add(name + " must be a string");
        return "";
    }

    private static OptionalInt number(String text, String name, List<String> faults) {
        OptionalInt number = number(text);
        if (number.isEmpty()) faults.add(name + " must be a whole number from 1 to " + Integer.MAX_VALUE);
        return number;
    }

    /** A whole number from 1 on that is written in digits; nothing for any other text. */
    static OptionalInt number(String text) {
        if (!text.matches("[0-9]{1,10}")) return OptionalInt.empty();
        long number = Long.parseLong(text);
        return number < 1 || number > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) number);
    }
}
