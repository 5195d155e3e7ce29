package dev.parley.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContenderTest {

    @Test
    void everyOneIsFoundByItsName() {
        for (Contender each : Contender.values())
            assertThat(Contender.named(each.title())).isEqualTo(each);
        assertThatThrownBy(() -> Contender.named("sockjs")).hasMessageContaining("socket.io");
    }
}
