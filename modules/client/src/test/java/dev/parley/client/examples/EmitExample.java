package dev.parley.client.examples;

import dev.parley.client.Acknowledgements;
import dev.parley.client.Emitter;
import dev.parley.client.Parley;
import dev.parley.client.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

final class EmitExample {

    private EmitExample() {}

    static String connect(String url, String apiKey) {
        // @start region="connect"
        try (Parley parley = Parley.connect(url, apiKey)) {
            return parley.to("public:lobby").emit("greeting", "Hello");
        } catch (RefusedException refused) {
            return refused.code(); // such as unauthorized
        }
        // @end
    }

    static Acknowledgements emit(Parley parley) {
        // @start region="emit"
        Emitter orders = parley.to("orders").user("ann").except("kitchen");
        orders.emit("order:created", Map.of("id", 7, "items", List.of("tea", "milk")));
        orders.droppable().emit("courier:moved", 10.77, 106.69);

        orders.emitAsync("order:ready", 7).thenAccept(id -> System.out.println("accepted as " + id));

        Acknowledgements answers = parley.to("couriers").emitWithAck(Duration.ofSeconds(5), "order:offered", 7);
        answers.responses().forEach(answer -> System.out.println(answer.socket() + " says " + answer.value()));
        // @end
        return answers;
    }

    static List<String> batch(Parley parley) {
        // @start region="batch"
        List<String> ids = parley.batch()
                .add(parley.to("orders"), "order:ready", 7)
                .add(parley.toUser("ann"), "message", "Your order is ready")
                .emit();
        // @end
        return ids;
    }

    static Parley builder(String url, String apiKey) {
        // @start region="builder"
        Parley parley = Parley.builder(url, apiKey)
                .namespace("/shop")
                .timeout(Duration.ofSeconds(10))
                .attempts(8)
                .build();
        // @end
        return parley;
    }
}
