package dev.parley.webhooks;

import dev.parley.bus.webhooks.Notice;
import dev.parley.bus.webhooks.Tell;
import dev.parley.bus.webhooks.Tell.Patience;
import dev.parley.bus.webhooks.Told;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes in what is told. Owned by the verticle's context. */
final class Intake {

    private final Drafts drafts;
    private final Consignor consignor;
    private final Consumer<String> fulfilled;

    /**
     * Makes one.
     *
     * @param fulfilled takes back the will of a socket
     */
    Intake(Drafts drafts, Consignor consignor, Consumer<String> fulfilled) {
        this.drafts = drafts;
        this.consignor = consignor;
        this.fulfilled = fulfilled;
    }

    /** Has happened, and is told as soon as it can be; whether it is stored already. */
    Future<Boolean> report(List<? extends Notice> notices) {
        return tell(new Tell(List.copyOf(notices), Patience.REMEMBER, Optional.empty()))
                .map(Told::stored);
    }

    /** A will that is fulfilled stays until what it says is stored, even if nobody hears of that. */
    Future<Told> tell(Tell tell) {
        List<Draft> made = new ArrayList<>();
        for (Notice notice : tell.notices()) made.addAll(drafts.of(notice));
        return consignor
                .store(made, tell.patience(), () -> tell.fulfils().ifPresent(fulfilled))
                .map(Told::new);
    }
}
