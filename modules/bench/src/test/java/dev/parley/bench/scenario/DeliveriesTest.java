package dev.parley.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private final Deliveries deliveries = new Deliveries(2, 2, 4);

    @Test
    void anEventHasComeWhenItHasComeToAllOfItsRoom() {
        deliveries.published(0, 100);
        deliveries.published(1, 200);
        deliveries.published(0, 300);
        assertThat(deliveries.open()).isEqualTo(3);
        assertThat(deliveries.delivered(0, 0, 110)).isFalse();
        assertThat(deliveries.delivered(0, 1, 310)).isFalse();
        assertThat(deliveries.delivered(1, 0, 210)).isFalse();
        assertThat(deliveries.delivered(0, 0, 120)).isTrue();
        assertThat(deliveries.open()).isEqualTo(2);
        assertThat(deliveries.count()).isEqualTo(4);
    }

    @Test
    void latenciesAreThoseOfEachDeliveryAndOfTheLast() {
        deliveries.published(0, 100);
        deliveries.delivered(0, 0, 110);
        deliveries.delivered(0, 0, 150);
        assertThat(deliveries.each().quantile(0)).isEqualTo(10);
        assertThat(deliveries.each().quantile(1)).isEqualTo(50);
        assertThat(deliveries.last().quantile(0)).isEqualTo(50);
        assertThat(deliveries.last().total()).isEqualTo(1);
    }

    @Test
    void whatNobodyHasPublishedIsAFault() {
        deliveries.published(0, 100);
        deliveries.delivered(0, 0, 110);
        assertThatThrownBy(() -> deliveries.delivered(0, 1, 120)).hasMessageContaining("twice");
    }

    @Test
    void moreUnderWayThanThereIsRoomForIsAFault() {
        for (int i = 0; i < 4; i++) deliveries.published(0, i);
        assertThatThrownBy(() -> deliveries.published(0, 4)).hasMessageContaining("under way");
    }
}
