package dev.parley.chat;

import dev.parley.store.chat.ChatStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import java.time.InstantSource;

/** Who answers what. All of them share the context of their ChatVerticle, which is the only one they are called on. */
record Staff(
        Appends appends,
        Sightings sightings,
        Users users,
        Rooms rooms,
        Members members,
        Conversations conversations,
        Histories histories,
        Pages pages,
        Messages messages,
        Receipts receipts,
        Unreads unreads,
        Sweeper sweeper) {

    static Staff of(
            Context context,
            ChatConfig config,
            ChatStore store,
            Announcer announcer,
            Confirmations confirmations,
            Outage outage,
            InstantSource clock,
            MeterRegistry meters) {
        var rules = new Rules(config);
        var ids = new Ids(clock);
        var heads = new Heads(context, store);
        var windows = new Windows(store, heads, clock);
        var admission = new Admission(store, config);
        var seats = new SeatFinder(store);
        var inbox = new Inbox(store);
        var unreads = new Unreads(store, config, windows, seats, inbox);
        var rooms = new Rooms(store, config, ids, admission, announcer, clock);
        var finder = new Finder(store, rules, rooms, clock);
        var turn = new Turn(store, heads, new DirectRoomMaker(store, config, clock), announcer, confirmations);
        var sends = new AppendMeters(meters);
        var appends = new Appends(context, config, turn, ids, outage, clock, sends);
        sends.waiting(appends::waiting);
        return new Staff(
                appends,
                new Sightings(context, store, outage),
                new Users(store, rules, ids, clock),
                rooms,
                new Members(store, config, rooms, admission, announcer, clock),
                new Conversations(store, rules, windows, seats, inbox, unreads),
                new Histories(store, rules, rooms, windows, seats),
                new Pages(store, rules, rooms, windows, seats, inbox),
                new Messages(store, config, finder, seats, announcer, clock),
                new Receipts(store, rooms, windows, finder, seats, announcer, clock),
                unreads,
                new Sweeper(context, store, windows, config.sweepInterval(), clock, outage));
    }
}
