package dev.parley.chat;

import dev.parley.store.documents.StoreLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the store is lost, and once that it is back. Owned by the context of its ChatVerticle. */
final class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private boolean on;

    void began(StoreLost lost) {
        if (!on) log.warn("the store does not answer ({}); what needs it is refused until it does", lost.getMessage());
        on = true;
    }

    void over() {
        if (on) log.info("the store answers again");
        on = false;
    }
}
