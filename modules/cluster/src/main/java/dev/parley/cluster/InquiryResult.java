package dev.parley.cluster;

import dev.parley.bus.Answer;
import dev.parley.bus.NodeId;
import java.util.List;
import java.util.OptionalInt;

/** What came of an inquiry. */
public sealed interface InquiryResult {

    /** As many inquiries were open as a node may have; nobody was asked. */
    record TooManyOpen() implements InquiryResult {}

    /**
     * Everything that was heard until the last answer came or was known never to come, or until the time was over.
     *
     * @param addressed sockets of the audience, as far as nodes have told
     * @param answered how many of them have answered
     * @param answers of those, in the order of arrival
     * @param truncated whether there were more answers than {@link InquiryLimits#bytes}; those beyond are not in the list
     * @param missing where not every socket is known to have answered
     */
    record Collected(int addressed, int answered, List<Answer> answers, boolean truncated, List<Missing> missing)
            implements InquiryResult {

        static final Collected NOBODY = new Collected(0, 0, List.of(), false, List.of());

        public Collected {
            answers = List.copyOf(answers);
            missing = List.copyOf(missing);
        }

        /** Whether every socket of the audience has answered. */
        public boolean complete() {
            return missing.isEmpty();
        }
    }

    /**
     * A node whose sockets did not all answer.
     *
     * @param addressed how many sockets it has asked; nothing if it did not even tell
     * @param answered how many of them have answered
     */
    record Missing(NodeId node, Cause cause, OptionalInt addressed, int answered) {}

    /** Why answers of a node are missing. */
    enum Cause {
        /** It did not tell how many sockets it has asked. */
        SILENT,
        /** It left the cluster before all of them had answered. */
        LEFT,
        /** Sockets did not answer in time, or went away. */
        UNANSWERED
    }
}
