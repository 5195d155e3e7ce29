package dev.parley.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    private static Guard production(String... allow) {
        return new Guard(new OutboundConfig(false, List.of(allow), false));
    }

    private static Guard development(String... allow) {
        return new Guard(new OutboundConfig(true, List.of(allow), false));
    }

    private static Guard listedOnly(String... allow) {
        return new Guard(new OutboundConfig(true, List.of(allow), true));
    }

    private static boolean takes(Guard guard, String url) {
        return guard.refusal(URI.create(url)).isEmpty();
    }

    private static boolean admits(Guard guard, String address) {
        return admits(guard, "https://hooks.example.com/", address);
    }

    private static boolean admits(Guard guard, String url, String address) {
        return guard.admits(URI.create(url), AddressBlock.address(address).orElseThrow());
    }

    @Nested
    class InProduction {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.1.1.1",
                    "8.8.8.8",
                    "100.63.255.255",
                    "100.128.0.0",
                    "172.15.255.255",
                    "172.32.0.0",
                    "223.255.255.255",
                    "2606:4700::1111",
                    "2a00:1450:4001::1",
                    "2001:4860:4860::8888",
                    "::ffff:8.8.8.8",
                    "64:ff9b::8.8.8.8",
                    "2002:808:808::1"
                })
        void publicAddressesAreAdmitted(String address) {
            assertThat(admits(production(), address)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "127.0.0.1",
                    "127.255.255.254",
                    "10.0.0.1",
                    "172.16.0.1",
                    "172.31.255.255",
                    "192.168.1.1",
                    "169.254.169.254",
                    "100.64.0.1",
                    "100.127.255.255",
                    "100.100.100.200",
                    "168.63.129.16",
                    "0.0.0.0",
                    "0.1.2.3",
                    "224.0.0.1",
                    "239.255.255.255",
                    "240.0.0.1",
                    "255.255.255.255",
                    "192.0.0.1",
                    "192.0.2.1",
                    "198.18.0.1",
                    "198.19.255.255",
                    "198.51.100.1",
                    "203.0.113.1",
                    "::",
                    "::1",
                    "fe80::1",
                    "febf::1",
                    "fec0::1",
                    "fc00::1",
                    "fd00:ec2::254",
                    "ff02::1",
                    "2001:db8::1",
                    "2001:2::1",
                    "3fff::1",
                    "4000::1",
                    "100::1"
                })
        void addressesThatAreNotPublicAreRefused(String address) {
            assertThat(admits(production(), address)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "::ffff:127.0.0.1",
                    "::ffff:169.254.169.254",
                    "::127.0.0.1",
                    "::8.8.8.8",
                    "64:ff9b::10.0.0.1",
                    "64:ff9b::169.254.169.254",
                    "64:ff9b:1::8.8.8.8",
                    "2002:7f00:1::1",
                    "2002:a9fe:a9fe::",
                    "2002:c0a8:101::1",
                    "2001:0:808:808::80ff:fffe", // to 127.0.0.1
                    "2001:0:7f00:1::f7f7:f7f7" // by way of 127.0.0.1
                })
        void addressIsWhatIsInsideIt(String address) {
            assertThat(admits(production(), address)).isFalse();
        }

        @Test
        void plainHttpIsRefusedWhereverItLeads() {
            assertThat(takes(production(), "http://hooks.example.com/")).isFalse();
            assertThat(admits(production(), "http://hooks.example.com/", "8.8.8.8"))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://hooks.example.com",
                    "https://hooks.example.com:8443/a?b=c",
                    "HTTPS://HOOKS.EXAMPLE.COM./",
                    "https://1.1.1.1/",
                    "https://[2606:4700::1111]/",
                    "https://0x.example.com/",
                    "https://1.2.3.4.example.com/"
                })
        void httpsAddressesOfPublicHostsAreTaken(String url) {
            assertThat(takes(production(), url)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://localhost/",
                    "https://LOCALHOST./",
                    "https://any.localhost/",
                    "https://127.0.0.1/",
                    "https://[::1]/",
                    "https://[::ffff:10.0.0.1]/",
                    "https://[fe80::1]/",
                    "https://169.254.169.254/latest/meta-data/"
                })
        void hostsThatAreKnownNotToBePublicAreRefused(String url) {
            assertThat(takes(production(), url)).isFalse();
        }
    }

    @Nested
    class InDevelopment {

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "192.168.1.1", "172.17.0.2", "::1", "fd12::1", "8.8.8.8"})
        void thisMachineAndPrivateNetworksAreAdmittedByHttpToo(String address) {
            assertThat(admits(development(), "http://hooks.example.com/", address))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "169.254.169.254",
                    "fe80::1",
                    "fd00:ec2::254",
                    "100.100.100.200",
                    "0.0.0.0",
                    "::",
                    "224.0.0.1",
                    "ff02::1",
                    "255.255.255.255",
                    "::ffff:169.254.169.254",
                    "64:ff9b::169.254.169.254",
                    "2002:a9fe:a9fe::",
                    "::169.254.169.254"
                })
        void whatTellsTheSecretsOfAMachineIsRefusedStill(String address) {
            assertThat(admits(development(), address)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"http://localhost:8080/hook", "http://127.0.0.1/", "http://[::1]:3000/", "http://backend/"})
        void addressesOfThisMachineAreTaken(String url) {
            assertThat(takes(development(), url)).isTrue();
        }
    }

    @Nested
    class Listed {

        @ParameterizedTest
        @CsvSource({
            "backend.internal, backend.internal, true",
            "Backend.Internal, BACKEND.internal., true",
            "backend.internal, other.backend.internal, false",
            "*.internal, backend.internal, true",
            "*.internal, a.b.internal, true",
            "*.internal, internal, false",
            "*.internal, notinternal, false",
            "*.internal, internal.example.com, false",
        })
        void hostMayBeAnywhereAndSpokenToByHttp(String entry, String host, boolean listed) {
            Guard guard = production(entry);
            assertThat(takes(guard, "http://" + host + "/")).isEqualTo(listed);
            assertThat(admits(guard, "http://" + host + "/", "10.0.0.1")).isEqualTo(listed);
            assertThat(admits(guard, "http://" + host + "/", "169.254.169.254")).isEqualTo(listed);
        }

        @ParameterizedTest
        @CsvSource({
            "10.0.0.0/8, 10.255.0.1, true",
            "10.0.0.0/8, 172.16.0.1, false",
            "10.1.2.3, 10.1.2.3, true",
            "10.1.2.3, 10.1.2.4, false",
            "fd00::/8, fdab::1, true",
            "fd00::/8, fc00::1, false",
            "169.254.0.0/16, 169.254.169.254, true",
            "10.0.0.0/8, ::ffff:10.0.0.1, true",
            "10.0.0.0/8, fd00::1, false",
            "0.0.0.0/0, 127.0.0.1, true",
        })
        void blockIsAboutWhereNamesLead(String entry, String address, boolean listed) {
            Guard guard = production(entry);
            assertThat(admits(guard, address)).isEqualTo(listed);
            assertThat(admits(guard, "http://hooks.example.com/", address)).isEqualTo(listed);
            String host = address.contains(":") ? "[" + address + "]" : address;
            assertThat(takes(guard, "http://" + host + "/")).isEqualTo(listed);
        }

        @Test
        void nameMayLeadIntoAListedBlockUntilItIsCalled() {
            assertThat(takes(production("10.0.0.0/8"), "http://backend.internal/"))
                    .isTrue();
            assertThat(takes(listedOnly("10.0.0.0/8"), "http://backend.internal/"))
                    .isTrue();
        }

        @Test
        void nothingElseIsCalledWhereOnlyThatMayBe() {
            Guard guard = listedOnly("hooks.example.com", "10.0.0.0/8");
            assertThat(admits(guard, "https://hooks.example.com/", "8.8.8.8")).isTrue();
            assertThat(admits(guard, "https://other.example.com/", "10.0.0.1")).isTrue();
            assertThat(admits(guard, "https://other.example.com/", "8.8.8.8")).isFalse();
            assertThat(takes(guard, "https://8.8.8.8/")).isFalse();
            assertThat(takes(listedOnly("hooks.example.com"), "https://other.example.com/"))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "hooks.example.com",
                    "localhost",
                    "*.example.com",
                    "10.0.0.0/8",
                    "10.1.2.3",
                    "fd00::/8",
                    "::1",
                    "0.0.0.0/0"
                })
        void canBeHostsPatternsAddressesAndBlocks(String entry) {
            assertThat(Guard.canList(entry)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "*",
                    "*.",
                    "a.*.b",
                    "https://example.com",
                    "example.com:80",
                    "example.com/8",
                    "10.0.0.0/33",
                    "10.0.0.0/",
                    "10.0.0.0/-1",
                    "10.0.0",
                    "010.0.0.1",
                    "2130706433",
                    "0x7f.1",
                    "[::1]",
                    "fe80::1%eth0",
                    "fd00::/129",
                    "a b"
                })
        void cannotBeAnythingElse(String entry) {
            assertThat(Guard.canList(entry)).isFalse();
        }
    }

    @Nested
    class ProperAddresses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ftp://example.com/",
                    "file:///etc/passwd",
                    "gopher://example.com/",
                    "mailto:a@example.com",
                    "//example.com/",
                    "https:///path",
                    "https://user@example.com/",
                    "https://user:password@example.com/",
                    "https://@example.com/",
                    "https://example.com/#fragment",
                    "https://example.com/#",
                    "https://example.com:0/",
                    "https://example.com:65536/"
                })
        void areWebAddressesOfAHostAndNothingMore(String url) {
            assertThat(takes(development(), url)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://2130706433/",
                    "http://0x7f000001/",
                    "http://0x7f.1/",
                    "http://017700000001/",
                    "http://0177.0.0.1/",
                    "http://127.1/",
                    "http://127.0.0.01/",
                    "http://010.0.0.1/",
                    "http://1.2.3.0x04/",
                    "http://256.0.0.1/",
                    "http://[fe80::1%25eth0]/"
                })
        void nameNoHostInNumbersThatSomeReadOtherwise(String url) {
            assertThat(URI.create(url))
                    .satisfies(it -> assertThat(development().refusal(it)).isPresent());
        }

        @Test
        void areNoLongerThan2000Characters() {
            String longest = "https://example.com/" + "x".repeat(1_980);
            assertThat(takes(production(), longest)).isTrue();
            assertThat(takes(production(), longest + "x")).isFalse();
        }

        @Test
        void areNotRepeatedInTheSentenceThatRefusesThem() {
            assertThat(production()
                            .refusal(URI.create("https://10.0.0.1/t0ken"))
                            .orElseThrow())
                    .doesNotContain("10.0.0.1", "t0ken");
        }
    }

    @Test
    void addressIsJudgedWithoutItsName() throws Exception {
        var named = InetAddress.getByAddress("hooks.example.com", new byte[] {127, 0, 0, 1});
        assertThat(production().admits(URI.create("https://hooks.example.com/"), named))
                .isFalse();
    }
}
