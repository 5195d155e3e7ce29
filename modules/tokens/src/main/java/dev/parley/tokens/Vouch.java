package dev.parley.tokens;

import dev.parley.bus.Identity;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectGranted;

/** Whether somebody answers for the bearer of a token. */
sealed interface Vouch permits Vouch.For, TokenDenial {

    record For(Identity identity) implements Vouch {}

    default ConnectDecision decision() {
        return switch (this) {
            case For vouched -> new ConnectGranted(vouched.identity());
            case TokenDenial denial -> denial.connectDenied();
        };
    }
}
