package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.FakeServer.Reply;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MarketplaceTest {

    private static final String TIME = "2030-01-31T12:00:00.000Z";
    private static final Map<String, ?> VENDOR = Map.of("id", "456", "name", "Vi Vendor");

    @AutoClose
    private final FakeServer server = FakeServer.answering(request -> Reply.json(202, "{\"id\":\"e1\"}"));

    @AutoClose
    private final Parley parley = server.client()
            .clock(Clock.fixed(Instant.parse("2030-01-31T12:00:00Z"), ZoneOffset.UTC))
            .build();

    private final Marketplace marketplace = parley.marketplace().actor(Map.of("id", "456"));

    private void assertTold(String event, String rooms, Json payload) {
        Json body = server.last().json();
        assertThat(body.at("event")).isEqualTo(Json.of(event));
        assertThat(body.at("rooms")).hasToString(rooms);
        assertThat(body.at("args").elements()).containsExactly(payload);
    }

    private static Json payload(String... members) {
        return Json.parse(
                "{" + String.join(",", members) + ",\"actor\":{\"id\":\"456\"},\"timestamp\":\"" + TIME + "\"}");
    }

    @Nested
    class OfServices {

        private static final String ROOMS = "[\"vendor:456\",\"user:456\",\"user:123\"]";
        private static final String FIELDS =
                "\"id\":\"s7\",\"consumerId\":123,\"vendorId\":\"456\",\"status\":\"pending\",\"location\":\"Hue\"";
        private static final String NESTED = "\"service\":{" + FIELDS + "}";
        private static final Map<String, ?> SERVICE =
                Map.of("id", "s7", "consumerId", 123, "vendorId", "456", "status", "pending", "location", "Hue");

        @Test
        void createdAndUpdatedHaveTheFieldsTwice() {
            assertThat(marketplace.services().created(SERVICE)).isEqualTo("e1");
            assertTold("service:created", ROOMS, payload(FIELDS, NESTED));
            marketplace.services().updated(SERVICE);
            assertTold("service:updated", ROOMS, payload(FIELDS, NESTED));
        }

        @Test
        void statusHasItsNameAndTheOneBefore() {
            marketplace.services().statusChanged(SERVICE);
            assertTold("service:status_changed", ROOMS, payload("\"serviceId\":\"s7\",\"status\":\"pending\"", NESTED));
            marketplace.services().statusChanged(SERVICE, "draft");
            assertTold(
                    "service:status_changed",
                    ROOMS,
                    payload("\"serviceId\":\"s7\",\"status\":\"pending\",\"previousStatus\":\"draft\"", NESTED));
        }

        @Test
        void answersOfTheVendorGoToTheConsumerAlone() {
            String request = "\"serviceRequest\":{" + FIELDS + "}";
            String vendor = "\"vendorInfo\":{\"id\":\"456\",\"name\":\"Vi Vendor\"}";
            marketplace.services().accepted(SERVICE, VENDOR);
            assertTold("service:accepted", "[\"user:123\"]", Json.parse("{" + request + "," + vendor + "}"));
            marketplace.services().rejected(SERVICE, VENDOR);
            assertTold("service:rejected", "[\"user:123\"]", Json.parse("{" + request + "," + vendor + "}"));
            marketplace.services().completed(SERVICE);
            assertTold("service:completed", "[\"user:123\"]", Json.parse("{" + request + "}"));
        }

        @Test
        void consumerMayBeCalledUser() {
            marketplace.services().created(Map.of("vendorId", 4, "userId", 5));
            assertThat(server.last().json().at("rooms")).hasToString("[\"vendor:4\",\"user:4\",\"user:5\"]");
        }

        @Test
        void serviceOfNobodyIsToldToItsVendor() {
            marketplace.services().created(Map.of("vendorId", 4));
            assertThat(server.last().json().at("rooms")).hasToString("[\"vendor:4\",\"user:4\"]");
            assertThatThrownBy(() -> marketplace.services().completed(Map.of("vendorId", 4)))
                    .hasMessage("the service has no consumerId");
        }

        @Test
        void whatTheEventSaysComesBeforeAFieldOfTheSameName() {
            marketplace.services().created(Map.of("vendorId", 4, "userId", 5, "timestamp", "old"));
            Json payload = server.last().json().at("args").elements().getFirst();
            assertThat(payload.at("timestamp")).isEqualTo(Json.of(TIME));
            assertThat(payload.at("service").at("timestamp")).isEqualTo(Json.of("old"));
        }
    }

    @Nested
    class OfBookings {

        private static final String ROOMS = "[\"user:123\",\"vendor:456\"]";
        private static final String FIELDS =
                "\"id\":9,\"userId\":\"123\",\"vendorId\":\"456\",\"status\":\"confirmed\"";
        private static final String NESTED = "\"booking\":{" + FIELDS + "}";
        private static final Map<String, ?> BOOKING =
                Map.of("id", 9, "userId", "123", "vendorId", "456", "status", "confirmed");

        @Test
        void createdHasTheFieldsTwice() {
            marketplace.bookings().created(BOOKING);
            assertTold("booking:created", ROOMS, payload(FIELDS, NESTED));
        }

        @Test
        void statusHasItsNameAndTheOneBefore() {
            String status = "\"bookingId\":9,\"status\":\"confirmed\"";
            marketplace.bookings().statusChanged(BOOKING);
            assertTold("booking:status_changed", ROOMS, payload(status, NESTED));
            marketplace.bookings().statusChanged(BOOKING, "new");
            assertTold("booking:status_changed", ROOMS, payload(status, "\"previousStatus\":\"new\"", NESTED));
            marketplace.bookings().confirmed(BOOKING);
            assertTold("booking:confirmed", ROOMS, payload(status, NESTED));
        }

        @Test
        void cancelledMayHaveAReason() {
            marketplace.bookings().cancelled(BOOKING);
            assertTold("booking:cancelled", ROOMS, payload("\"bookingId\":9", NESTED));
            marketplace.bookings().cancelled(BOOKING, "rain");
            assertTold("booking:cancelled", ROOMS, payload("\"bookingId\":9,\"reason\":\"rain\"", NESTED));
        }
    }

    @Nested
    class OfPayments {

        private static final String NESTED =
                "\"payment\":{\"id\":\"p1\",\"userId\":\"123\",\"vendorId\":\"456\",\"amount\":12345,\"currency\":\"usd\"}";
        private static final Map<String, ?> PAYMENT =
                Map.of("id", "p1", "userId", "123", "vendorId", "456", "amount", 12_345, "currency", "usd");

        @Test
        void completedTellsBothTheAmountInCents() {
            marketplace.payments().completed(PAYMENT);
            assertTold(
                    "payment:completed",
                    "[\"user:123\",\"vendor:456\"]",
                    payload("\"paymentId\":\"p1\",\"amount\":12345,\"currency\":\"usd\"", NESTED));
        }

        @Test
        void failedTellsTheUserWhy() {
            marketplace.payments().failed(PAYMENT, "card declined");
            assertTold(
                    "payment:failed",
                    "[\"user:123\"]",
                    payload("\"paymentId\":\"p1\",\"error\":\"card declined\"", NESTED));
        }
    }

    @Test
    void withoutAnActorThereIsNone() {
        parley.namespace("/shop").marketplace().bookings().created(Map.of("userId", 1, "vendorId", 2));
        Json payload = server.last().json().at("args").elements().getFirst();
        assertThat(payload.members()).doesNotContainKey("actor").containsKey("timestamp");
        assertThat(server.last().json().at("namespace")).isEqualTo(Json.of("/shop"));
    }

    @Test
    void whatIsNotThereIsNamedAndNothingIsTold() {
        assertThatThrownBy(() -> marketplace.services().created(Map.of("consumerId", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the service has no vendorId");
        assertThatThrownBy(() -> marketplace.bookings().statusChanged(Map.of("id", 1, "userId", 1, "vendorId", 2)))
                .hasMessage("the booking has no status");
        assertThatThrownBy(() -> marketplace.payments().failed(Map.of("id", 1), "no"))
                .hasMessage("the payment has no userId");
        assertThat(server.requests()).isEmpty();
    }
}
