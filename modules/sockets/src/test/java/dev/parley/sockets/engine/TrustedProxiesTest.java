package dev.parley.sockets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a client is, behind proxies that are trusted and others. */
class TrustedProxiesTest {

    private final TrustedProxies proxies = new TrustedProxies(Stream.of("10.0.0.0/8", "192.0.2.7", "fd00::/8")
            .flatMap(text -> IpBlock.of(text).stream())
            .toList());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.5 | 198.51.100.1            | 203.0.113.5",
                "10.1.2.3    | 198.51.100.1            | 198.51.100.1",
                "192.0.2.7   | 198.51.100.1            | 198.51.100.1",
                "192.0.2.8   | 198.51.100.1            | 192.0.2.8",
                "10.1.2.3    | 1.1.1.1, 198.51.100.1   | 198.51.100.1",
                "10.1.2.3    | 1.1.1.1, 10.9.9.9       | 1.1.1.1",
                "10.1.2.3    | 10.8.8.8, 10.9.9.9      | 10.8.8.8",
                "10.1.2.3    | 198.51.100.1:4711       | 198.51.100.1",
                "fd00:0:0:0:0:0:0:1 | [2001:db8::1]:80 | 2001:db8:0:0:0:0:0:1",
                "fd00:0:0:0:0:0:0:1 | 2001:db8::1      | 2001:db8:0:0:0:0:0:1",
                "10.1.2.3    | unknown                 | 10.1.2.3",
                "10.1.2.3    | 1.1.1.1, localhost      | 10.1.2.3",
                "10.1.2.3    | 1.1.1.1, 300.1.1.1      | 10.1.2.3",
                "10.1.2.3    | ''                      | 10.1.2.3",
                "10.1.2.3    | 1.1.1.1, [              | 10.1.2.3",
            })
    void isWhatTheLastOfThemThatIsTrustedSaw(String peer, String header, String client) {
        assertThat(proxies.client(peer, List.of(header))).isEqualTo(client);
    }

    @Test
    void aSecondHeaderIsBehindTheFirst() {
        assertThat(proxies.client("10.1.2.3", List.of("1.1.1.1", "198.51.100.1, 10.4.4.4")))
                .isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "::/129", "1.2.3.4/-1", "a:b:g::"})
    void aTextThatIsNoBlockIsNone(String text) {
        assertThat(IpBlock.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.0.1,true",
        "10.0.0.0/9,10.128.0.1,false",
        "10.0.0.0/9,10.127.0.1,true",
        "0.0.0.0/0,203.0.113.5,true",
        "0.0.0.0/0,::1,false",
        "10.0.0.1,10.0.0.1,true",
        "10.0.0.1,10.0.0.2,false",
        "fd00::/8,fdff::1,true",
        "::ffff:10.0.0.1,10.0.0.1,true",
    })
    void aBlockHasTheAddressesThatShareItsFirstBits(String block, String address, boolean contained) {
        assertThat(IpBlock.of(block)
                        .orElseThrow()
                        .contains(IpBlock.address(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @Test
    void addressesOfOneNetworkHaveItsNameInCommon() {
        assertThat(IpBlock.network("2001:db8:0:1:0:0:0:1", 64)).isEqualTo(IpBlock.network("2001:db8:0:1:ffff::2", 64));
        assertThat(IpBlock.network("2001:db8:0:1:0:0:0:1", 64)).isNotEqualTo(IpBlock.network("2001:db8:0:2::1", 64));
    }
}
