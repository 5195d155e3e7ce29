package dev.parley.client;

import java.util.Base64;
import java.util.List;

/**
 * What clients have answered to an event.
 *
 * @param id names the event in logs
 * @param complete whether all of them have answered. If not, {@code missing} says where
 * @param addressed how many clients were asked, as far as their nodes have told
 * @param answered how many have answered
 * @param truncated whether there were answers beyond what Parley keeps; they are counted, and are not here
 * @param responses in the order of arrival
 * @param missing nodes whose clients have not all answered
 */
public record Acknowledgements(
        String id,
        boolean complete,
        long addressed,
        long answered,
        boolean truncated,
        List<Response> responses,
        List<MissingNode> missing) {

    public Acknowledgements {
        responses = List.copyOf(responses);
        missing = List.copyOf(missing);
    }

    /**
     * The answer of one client.
     *
     * @param socket the public id of its socket
     * @param value the first argument; null where it had none. In it {@code {"_placeholder":true,"num":n}} stands for the
     *     n-th of the attachments
     * @param attachments the binary parts
     */
    public record Response(String socket, Json value, List<byte[]> attachments) {

        public Response {
            attachments = List.copyOf(attachments);
        }

        static Response of(Json answer) {
            return new Response(
                    Answers.text(answer, "socket"),
                    answer.at("value"),
                    answer.at("attachments").elements().stream()
                            .map(each -> Base64.getDecoder().decode(Answers.string(each)))
                            .toList());
        }
    }

    static Acknowledgements of(Json answer) {
        return new Acknowledgements(
                Answers.text(answer, "id"),
                Answers.flag(answer, "complete"),
                Answers.number(answer, "addressed"),
                Answers.number(answer, "answered"),
                Answers.flag(answer, "truncated"),
                Answers.list(answer, "responses", Response::of),
                Answers.list(answer, "missing", MissingNode::of));
    }
}
