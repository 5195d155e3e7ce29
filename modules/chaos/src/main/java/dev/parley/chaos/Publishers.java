package dev.parley.chaos;

import dev.parley.chaos.check.Emission;
import dev.parley.protocol.json.JsonWriter;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Clients that publish, several events at a time without waiting for an answer. Owned by its thread. */
final class Publishers implements Runnable {

    /** How many events go out at once. */
    static final int BURST = 3;

    private final List<Member> members;
    private final Books books;
    private final RandomGenerator random;
    private final Pace pace;

    Publishers(List<Member> members, Books books, RandomGenerator random, Pace pace) {
        this.members = members;
        this.books = books;
        this.random = random;
        this.pace = pace;
    }

    @Override
    public void run() {
        try {
            while (pace.next()) {
                Member member = members.get(random.nextInt(members.size()));
                if (!member.isSettled()) continue;
                for (int i = 0; i < BURST; i++) publish(member);
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(Member member) {
        int room = member.rooms().iterator().next();
        Emission emission = books.events()
                .sending(member.stream(), member.node(), Set.of(room), member.number(), System.nanoTime());
        var argument = JsonWriter.object(w -> w.name("room")
                .string(Member.room(room))
                .name("event")
                .string(Member.EVENT)
                .name("data")
                .beginObject()
                .name("id")
                .number(emission.id())
                .endObject());
        var unused = member.client().ask("publish", argument).whenComplete((answer, lost) -> {
            if (lost != null) books.notes().count("publishes without an answer");
            else if (Member.isOk(answer)) emission.accepted(System.nanoTime());
            else books.notes().count("publish refused: " + Member.code(answer));
        });
    }
}
