package dev.parley.apps.registry;

import dev.parley.protocol.json.Members.Fault;
import java.util.List;

/** Why the registry left everything as it was. */
public sealed interface Refusal {

    record UnknownApp(String id) implements Refusal {}

    record UnknownKey(String id) implements Refusal {}

    record UnknownSecret(String id) implements Refusal {}

    /** There is an app of that id already. */
    record IdTaken(String id) implements Refusal {}

    /** The app is the one of the configuration, which is changed there. */
    record Configured(String id) implements Refusal {}

    /** What was asked for is not as it should be. */
    record Invalid(List<Fault> faults) implements Refusal {
        public Invalid {
            faults = List.copyOf(faults);
        }
    }

    /**
     * There would be too much.
     *
     * @param what in the plural, such as {@code keys}
     */
    record TooMany(String what, int most) implements Refusal {}

    /** The secret is the one that signs; another has to take its place first. */
    record SecretInUse(String id) implements Refusal {}

    /** There is a record of that app, but not one that this node can read. It can be deleted. */
    record Unreadable(String id) implements Refusal {}

    /** Others changed the app each time this was about to. */
    record Contended(String id) implements Refusal {}
}
