package dev.parley.protocol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeTest {

    @Test
    void hasTheFiveKeysInOrder() {
        var handshake = new Handshake("lv_VI97HAXpY6yYWAAAC", List.of("websocket"), 25_000, 20_000, 1_000_000);

        assertThat(EngineCodec.encodeText(new EnginePacket.Open(handshake.toJson())))
                .asString()
                .isEqualTo("0{\"sid\":\"lv_VI97HAXpY6yYWAAAC\",\"upgrades\":[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    void withoutUpgradesHasAnEmptyArray() {
        assertThat(new Handshake("x", List.of(), 300, 200, 100).toJson().member("upgrades"))
                .hasToString("Optional[[]]");
    }
}
