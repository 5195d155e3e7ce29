package dev.parley.client.examples;

import dev.parley.client.Marketplace;
import dev.parley.client.Parley;
import java.util.Map;

final class MarketplaceExample {

    private MarketplaceExample() {}

    static void tell(Parley parley) {
        // @start region="marketplace"
        Marketplace marketplace = parley.marketplace().actor(Map.of("id", "456", "role", "vendor"));
        var booking = Map.of("id", "b9", "userId", "123", "vendorId", "456", "status", "confirmed");
        marketplace.bookings().statusChanged(booking, "pending");
        var payment = Map.of("id", "p1", "userId", "123", "vendorId", "456", "amount", 12_345, "currency", "usd");
        marketplace.payments().completed(payment);
        // @end
    }
}
