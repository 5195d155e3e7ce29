package dev.parley.bus.webhooks;

import java.time.Instant;

/** What a backend is to be told. */
public sealed interface Notice permits Activity, Callback {

    /** The app that it concerns. */
    String app();

    /** The same, of something that was foreseen and happens at this moment. */
    Notice asOf(Instant now);
}
