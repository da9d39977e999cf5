package dev.edgepass.issuer.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a public call comes from, as far as limits care: an IPv4 address, or the /64 of an IPv6 address, since a household has as many addresses as it likes in
 * its own. {@code toString} doesn't show it.
 */
public record ClientAddress(String value) {
    /** One for all whose address can't be read. */
    public static final ClientAddress UNKNOWN = new ClientAddress("unknown");

    private static final int IPV6 = 16;

    /** @param text a literal address; anything else is {@link #UNKNOWN} */
    public static ClientAddress of(String text) {
        return IpLiteral.parse(text).map(ClientAddress::of).orElse(UNKNOWN);
    }

    private static ClientAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == IPV6) {
            Arrays.fill(bytes, IPV6 / 2, IPV6, (byte) 0);
        }
        try {
            return new ClientAddress(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("as many bytes as it had", e);
        }
    }

    @Override
    public String toString() {
        return "ClientAddress";
    }
}
