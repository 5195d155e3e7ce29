package dev.parley.bus.webhooks;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A call to an address that the contract of a profile names, in the form which that contract prescribes. It is delivered as
 * activities are: stored first, in order within its lane, and repeated until it arrives or is a dead letter.
 *
 * @param url where to POST
 * @param trusted whether the operator has named the address in the configuration; any other has to pass the guard against
 *     calls into private networks
 * @param lane what arrives in order; of one address
 * @param type for listings and logs, such as {@code instantio.join}
 * @param body as {@code form} says
 * @param key as in {@link Activity}
 */
public record Callback(
        String app, URI url, boolean trusted, Form form, String lane, String type, RawJson body, Optional<String> key)
        implements Notice {

    /** How the body is sent. */
    public enum Form {
        /**
         * As it is, as {@code application/json}, with the headers of Standard Webhooks beside it; signed if the app has a
         * secret for webhooks ({@code app.webhook.secret}).
         */
        JSON,
        /**
         * {@code {"data": body, "timestamp": seconds}} and its MD5 with the app's current signing secret, in Base64, as {@code
         * text/plain;charset=UTF-8}; the time is a minute after that of the attempt. For the contract of {@code channels}.
         */
        SIGNED_TEXT,
        /** An activity's {@code {"type","timestamp","data"}}, signed as Standard Webhooks, with the app's secret for webhooks. */
        STANDARD
    }

    /** What {@link Form#STANDARD} says has a time; the bodies of other contracts have none, or their own. */
    @Override
    public Callback asOf(Instant now) {
        return form == Form.STANDARD ? new Callback(app, url, trusted, form, lane, type, dated(now), key) : this;
    }

    private RawJson dated(Instant now) {
        return JsonWriter.object(w -> body.members()
                .forEach((name, value) ->
                        w.name(name).raw(name.equals("timestamp") ? RawJson.string(Activity.time(now)) : value)));
    }

    /** Without the address and the body. */
    @Override
    public String toString() {
        return "Callback[" + app + ", " + type + "]";
    }
}
