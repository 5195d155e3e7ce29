package dev.parley.sockets;

import java.util.Collection;

/**
 * What came of something that sockets were to get or to do.
 *
 * @param members how many of them there are
 * @param reached for how many it is done
 */
record Reached(int members, int reached) {

    static Reached sum(Collection<Reached> parts) {
        return new Reached(
                parts.stream().mapToInt(Reached::members).sum(),
                parts.stream().mapToInt(Reached::reached).sum());
    }
}
