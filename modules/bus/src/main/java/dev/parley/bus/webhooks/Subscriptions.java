package dev.parley.bus.webhooks;

/** What the endpoints of this node's apps want, as this node knows it. Safe on every thread: a look into memory. */
public interface Subscriptions {

    /** Nobody wants anything. */
    Subscriptions NONE = (app, type) -> false;

    /** Whether an endpoint of the app is to be told of such an activity. */
    boolean wants(String app, Activity.Type type);
}
