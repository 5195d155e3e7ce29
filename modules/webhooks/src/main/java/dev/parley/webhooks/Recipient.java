package dev.parley.webhooks;

/**
 * Who gets a delivery.
 *
 * @param endpoint the id of an endpoint of the app; for callbacks the origin of their addresses
 */
record Recipient(String app, String endpoint) {

    /** What stands for all callbacks of an app where their origins, which tokens name, are not to be counted apart. */
    private static final String ANY = "://";

    /** Whether it is no endpoint, but an address that the delivery names. */
    boolean isCallback() {
        return endpoint.contains(ANY);
    }

    /** Those that share what is kept of settled deliveries: an endpoint has it for itself, all callbacks of an app together. */
    Recipient shelf() {
        return isCallback() ? new Recipient(app, ANY) : this;
    }
}
