package dev.edgepass.settings;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses that no router of the internet forwards: loopback, RFC 1918, RFC 4193, and link-local. */
final class PrivateAddress {
    private static final int UNIQUE_LOCAL = 0xFC;
    private static final int UNIQUE_LOCAL_MASK = 0xFE;

    private PrivateAddress() {}

    /** An IPv4 address inside an IPv6 one counts as what it is: the JDK makes an {@link java.net.Inet4Address} of it. */
    static boolean isPrivate(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress()) {
            return true;
        }
        if (address instanceof Inet6Address) {
            // Not isSiteLocalAddress, which is fec0::/10, given up in RFC 3879.
            return (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        }
        return address.isSiteLocalAddress();
    }
}
