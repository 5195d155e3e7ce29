package dev.parley.bench.scenario;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.contender.Site;

/**
 * Events to rooms, the next one when one has come to all members.
 *
 * @param members of each room, spread over the nodes
 * @param inFlight how many events are under way at the same time, in all rooms together
 * @param payload bytes of data
 * @param pace what decides when the next event is published
 */
record FanOut(String name, int nodes, int rooms, int members, int inFlight, int payload, By by, Reach reach, Pace pace)
        implements Scenario {

    /** Who publishes. */
    enum By {
        SOCKET,
        HTTP
    }

    /** How members are connected. */
    enum Reach {
        WEBSOCKET,
        POLLING
    }

    /** When the next event is published. */
    enum Pace {
        /** When one has come to all. */
        SATURATED,
        /** Half as often as that allows. */
        HALF
    }

    /** By sockets to WebSockets of one node, as fast as it goes. */
    static FanOut of(String name, int rooms, int members, int inFlight, int payload) {
        return new FanOut(name, 1, rooms, members, inFlight, payload, By.SOCKET, Reach.WEBSOCKET, Pace.SATURATED);
    }

    FanOut onNodes(int count) {
        return new FanOut(name, count, rooms, members, inFlight, payload, by, reach, pace);
    }

    FanOut by(By other) {
        return new FanOut(name, nodes, rooms, members, inFlight, payload, other, reach, pace);
    }

    FanOut reaching(Reach other) {
        return new FanOut(name, nodes, rooms, members, inFlight, payload, by, other, pace);
    }

    FanOut atHalf() {
        return new FanOut(name, nodes, rooms, members, inFlight, payload, by, reach, Pace.HALF);
    }

    @Override
    public String about() {
        return rooms + " room" + (rooms == 1 ? "" : "s") + " x " + members
                + (reach == Reach.POLLING ? " pollers, " : ", ")
                + payload + " B by " + (by == By.HTTP ? "HTTP" : "socket") + ", "
                + (pace == Pace.HALF ? "half of what " + inFlight + " in flight reach" : inFlight + " in flight")
                + (nodes > 1 ? ", spread over " + nodes + " nodes" : "");
    }

    @Override
    public String unit() {
        return "us CPU per delivery";
    }

    @Override
    public boolean fits(Contender contender) {
        return (nodes == 1 || Site.clusters(contender)) && (reach == Reach.WEBSOCKET || contender != Contender.BARE);
    }

    @Override
    public Outcome play(Stage stage) {
        return new FanOutPlay(this, stage).go();
    }
}
