package dev.parley.client.examples;

import dev.parley.client.Listing;
import dev.parley.client.Occupancy;
import dev.parley.client.Parley;

final class QueryExample {

    private QueryExample() {}

    static long ordersWithSomebody(Parley parley) {
        // @start region="listing"
        Listing<Occupancy> orders = parley.rooms().list("order:");
        for (Occupancy room : orders) System.out.println(room.name() + ": " + room.sockets());
        long sockets = orders.stream().mapToLong(Occupancy::sockets).sum();
        // @end
        return sockets;
    }
}
