package dev.parley.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.testkit.ParleyProcess;

/** Emits numbers at a node over one connection, one after another. Owned by one thread. */
record EmittingBackend(Offender connection, String apiKey) implements AutoCloseable {

    static EmittingBackend at(ParleyProcess node, String apiKey) {
        return new EmittingBackend(Offender.at(node), apiKey);
    }

    /** Done when it is accepted. */
    void emit(long number, String... rooms) {
        send(number, rooms);
        accepted();
    }

    /** Does not wait for the answer: the next request goes after it into the same connection. */
    void send(long number, String... rooms) {
        String body =
                "{\"event\":\"number\",\"rooms\":[\"" + String.join("\",\"", rooms) + "\"],\"payload\":" + number + "}";
        post("/api/v1/emit", body);
    }

    void accepted() {
        answered(202);
    }

    /** Has the user's token made. */
    String token(String user) {
        post("/api/v1/tokens", "{\"user\":\"" + user + "\"}");
        return answered(201).replaceFirst(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    void makeRoom(String room, String... members) {
        post("/api/v1/chat/rooms", "{\"id\":\"" + room + "\",\"members\":[\"" + String.join("\",\"", members) + "\"]}");
        answered(201);
    }

    private void post(String path, String body) {
        connection.send(
                RawBytes.post(path, body.getBytes(UTF_8), "X-Api-Key: " + apiKey, "Content-Type: application/json"));
    }

    private String answered(int status) {
        Offender.Answer answer = connection.answer();
        if (answer.status() != status) throw new AssertionError(answer.said());
        return answer.body();
    }

    @Override
    public void close() {
        connection.close();
    }
}
