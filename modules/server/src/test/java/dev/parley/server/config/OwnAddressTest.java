package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address {@code cluster.host} means. */
class OwnAddressTest {

    private static List<InetAddress> machine(String... addresses) throws UnknownHostException {
        var machine = new ArrayList<InetAddress>();
        for (String address : addresses) machine.add(InetAddress.getByName(address));
        return machine;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            auto           | 10.0.0.2
            10.0.0.0/8     | 10.0.0.2
            10.0.0.2/32    | 10.0.0.2
            127.0.0.0/8    | 127.0.0.1
            fd00::/8       | fd00:0:0:0:0:0:0:2
            """)
    void itIsTheOneThatFits(String host, String meant) throws UnknownHostException {
        var machine = machine("::1", "127.0.0.1", "fe80::2", "fd00::2", "10.0.0.2");
        assertThat(OwnAddress.meant(host, machine)).containsExactly(meant);
    }

    @Test
    void aMachineWithoutIpv4IsKnownByIpv6() throws UnknownHostException {
        assertThat(OwnAddress.meant("auto", machine("::1", "127.0.0.1", "fe80::2", "fd00::2")))
                .containsExactly("fd00:0:0:0:0:0:0:2");
    }

    @Test
    void severalAreAllTold() throws UnknownHostException {
        assertThat(OwnAddress.meant("auto", machine("10.0.0.2", "172.17.0.1")))
                .containsExactly("10.0.0.2", "172.17.0.1");
        assertThat(OwnAddress.meant("192.168.0.0/16", machine("10.0.0.2"))).isEmpty();
    }

    @Test
    void onlyANodeOfAClusterNeedsOne() {
        Loads nowhere = Loads.nothing().flags("cluster.host=240.0.0.0/4");
        assertThat(nowhere.faults()).isEmpty();
        assertThat(Loads.nothing()
                        .flags("cluster.host=240.0.0.0/4", "cluster.members=a:5701")
                        .faultLines())
                .containsExactly("cluster.host: '240.0.0.0/4' is no address of this machine; write one that the other"
                        + " nodes reach, or a block such as 10.0.0.0/8 that has one of them (--set)");
        assertThat(Loads.nothing()
                        .flags("cluster.host=127.0.0.1/32", "cluster.members=a:5701")
                        .configuration()
                        .cluster()
                        .host())
                .isEqualTo("127.0.0.1");
    }
}
