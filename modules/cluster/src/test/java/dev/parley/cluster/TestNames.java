package dev.parley.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A name server of this JVM: names that end with {@code .test} have the addresses that tests give them. */
public final class TestNames extends InetAddressResolverProvider {

    private static final Map<String, List<String>> NAMES = new ConcurrentHashMap<>();

    static {
        // Before the first look-up, which takes it for good.
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }

    /**
     * @param name ends with {@code .test}
     * @param addresses in numbers
     */
    static void tell(String name, String... addresses) {
        NAMES.put(name, List.of(addresses));
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver others = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (!host.endsWith(".test")) return others.lookupByName(host, policy);
                List<String> addresses = NAMES.getOrDefault(host, List.of());
                if (addresses.isEmpty()) throw new UnknownHostException(host);
                return addresses.stream().map(TestNames::address);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return others.lookupByAddress(address);
            }
        };
    }

    private static InetAddress address(String numbers) {
        try {
            return InetAddress.getByName(numbers);
        } catch (UnknownHostException noAddress) {
            throw new IllegalArgumentException(numbers, noAddress);
        }
    }

    @Override
    public String name() {
        return "test";
    }
}
