package dev.edgepass.issuer.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Where a public call comes from, as far as limits care: an IPv4 address, or the /64 of an IPv6 address, since a household has as many addresses as it likes in
 * its own. {@code toString} doesn't show it.
 */
public record ClientAddress(String value) {
    /** So that no text here is a name that somebody would look up. */
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final int IPV6 = 16;

    /** @param text a literal address; anything else is one address of its own, shared by everything that isn't an address */
    public static ClientAddress of(String text) {
        String plain = text.indexOf('%') < 0 ? text : text.substring(0, text.indexOf('%'));
        if (!LITERAL.matcher(plain).matches()) {
            return new ClientAddress("unknown");
        }
        try {
            byte[] bytes = InetAddress.getByName(plain).getAddress();
            if (bytes.length == IPV6) {
                Arrays.fill(bytes, IPV6 / 2, IPV6, (byte) 0);
            }
            return new ClientAddress(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException e) {
            return new ClientAddress("unknown");
        }
    }

    @Override
    public String toString() {
        return "ClientAddress";
    }
}
