package dev.edgepass.settings;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are on the internet, by IANA's registries of special purpose: for calls to a name that someone else answers for. An address that carries an IPv4 one
 * (RFC 6052, RFC 3056, RFC 4380) is never public, since what it leads to depends on the network.
 */
public final class PublicAddress {
    /** RFC 6890 and its followers, RFC 5771 (multicast), RFC 1112 section 4 (240/4, broadcast). */
    private static final List<Network> SPECIAL_IPV4 = List.of(
            network(8, 0),
            network(8, 10),
            network(10, 100, 64),
            network(8, 127),
            network(16, 169, 254),
            network(12, 172, 16),
            network(24, 192, 0, 0),
            network(24, 192, 0, 2),
            network(24, 192, 31, 196),
            network(24, 192, 52, 193),
            network(24, 192, 88, 99),
            network(16, 192, 168),
            network(24, 192, 175, 48),
            network(15, 198, 18),
            network(24, 198, 51, 100),
            network(24, 203, 0, 113),
            network(4, 224),
            network(4, 240));

    /** Global unicast (RFC 4291 section 2.4); all else is local, multicast, an embedded IPv4 address or reserved. */
    private static final Network GLOBAL_IPV6 = network(3, 0x20);

    /** Parts of it: protocol assignments with Teredo, documentation, 6to4, documentation (RFC 9637). */
    private static final List<Network> SPECIAL_IPV6 = List.of(
            network(23, 0x20, 0x01, 0, 0),
            network(32, 0x20, 0x01, 0x0d, 0xb8),
            network(16, 0x20, 0x02),
            network(48, 0x26, 0x20, 0, 0x4f, 0x80, 0),
            network(20, 0x3f, 0xff, 0x00));

    /** Networks of one's own: RFC 1918, RFC 6598, RFC 4193. Not link-local addresses, where clouds have their metadata. */
    private static final List<Network> OWN_IPV4 =
            List.of(network(8, 10), network(10, 100, 64), network(12, 172, 16), network(16, 192, 168));

    private static final Network OWN_IPV6 = network(7, 0xfc);

    private PublicAddress() {}

    /** Whether it is a host on the internet. */
    public static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return SPECIAL_IPV4.stream().noneMatch(special -> special.contains(address));
        }
        return GLOBAL_IPV6.contains(address) && SPECIAL_IPV6.stream().noneMatch(special -> special.contains(address));
    }

    /** Whether it is this machine or on a network of one's own. */
    public static boolean isOwn(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return true;
        }
        return address instanceof Inet4Address
                ? OWN_IPV4.stream().anyMatch(own -> own.contains(address))
                : OWN_IPV6.contains(address);
    }

    private static Network network(int bits, int... first) {
        byte[] prefix = new byte[first.length];
        for (int i = 0; i < first.length; i++) {
            prefix[i] = (byte) first[i];
        }
        return new Network(Arrays.copyOf(prefix, (bits + 7) / 8), bits);
    }

    /** Addresses whose first {@code bits} are those of {@code prefix}; the caller takes care of the family. */
    private record Network(byte[] prefix, int bits) {
        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            int whole = bits / 8;
            int rest = bits % 8;
            return Arrays.equals(bytes, 0, whole, prefix, 0, whole)
                    && (rest == 0 || (bytes[whole] & 0xff) >> 8 - rest == (prefix[whole] & 0xff) >> 8 - rest);
        }
    }
}
