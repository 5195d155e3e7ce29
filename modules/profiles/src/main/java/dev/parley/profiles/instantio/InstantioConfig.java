package dev.parley.profiles.instantio;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The rules of the {@code instantio} profile.
 *
 * @param namespace where an emit goes that names none
 * @param verification who decides on joins; nothing if everybody may join every room
 * @param stateHook where to POST what clients do, if anywhere
 * @param maxHookPayload bytes of a message's payload that is posted there; one that is larger is left out
 * @param emitKeys that open the emit endpoint
 * @param maxBody bytes of a request
 * @param maxRooms that one message or one emit may name
 * @param waitTimeout how long an emit waits for a client's answer
 * @param everybody whether clients may send to everybody
 * @param membersOnly whether clients may send only to rooms that they are in
 */
public record InstantioConfig(
        String namespace,
        Optional<Verification> verification,
        Optional<URI> stateHook,
        int maxHookPayload,
        EmitKeys emitKeys,
        int maxBody,
        int maxRooms,
        Duration waitTimeout,
        boolean everybody,
        boolean membersOnly) {

    /**
     * A backend that is asked which room a token is for.
     *
     * @param open how many questions may be under way at a node; others wait, within their timeout
     */
    public record Verification(URI url, Duration timeout, int open) {

        /** Without the address, which may have a token in it. */
        @Override
        public String toString() {
            return "Verification[" + timeout + ", " + open + "]";
        }
    }

    /** Without the address of the hook, which may have a token in it. */
    @Override
    public String toString() {
        return "InstantioConfig[" + namespace + ", " + verification + "]";
    }
}
