package dev.parley.cluster;

import com.hazelcast.config.TcpIpConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where other nodes may be: each address that the names of the configured members have just now. Safe on every thread.
 *
 * <p>Hazelcast asks its configuration for the members when it joins, and every 5 s when it looks for another part of the
 * cluster. So nodes whose names were not known yet when they started find one another later. Hazelcast itself takes a name
 * for one address, and passes over names of other machines where it is bound to one address; its discovery by DNS knows one
 * name alone and joins only after a pause of a second, in which every node on its own would wait in vain.
 */
final class LookedUpMembers extends TcpIpConfig {

    private static final Logger log = LoggerFactory.getLogger(LookedUpMembers.class);

    private final List<String> members;
    private final boolean version6;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /**
     * @param members {@code host:port} each
     * @param self the address of this node: those of the other version of IP do not reach it
     */
    LookedUpMembers(List<String> members, String self) {
        this.members = members;
        this.version6 = self.indexOf(':') >= 0;
    }

    /** Blocks while names are looked up. */
    @Override
    public List<String> getMembers() {
        var found = new LinkedHashSet<String>();
        for (String member : members) {
            int colon = member.lastIndexOf(':');
            addresses(member.substring(0, colon))
                    .map(host -> host + member.substring(colon))
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    private Stream<String> addresses(String host) {
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            if (unknown.remove(host)) log.info("members: {} is known now", host);
            return Arrays.stream(all)
                    .filter(address -> address instanceof Inet6Address == version6)
                    .map(InetAddress::getHostAddress)
                    .map(address -> version6 ? "[" + address + "]" : address);
        } catch (UnknownHostException notYet) {
            if (unknown.add(host)) log.warn("members: {} is not known (yet); it is looked up again", host);
            return Stream.empty();
        }
    }
}
