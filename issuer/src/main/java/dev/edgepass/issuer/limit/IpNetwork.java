package dev.edgepass.issuer.limit;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that begin as one does.
 *
 * @param address no bit set behind the prefix
 * @param prefix bits, up to all of the address's
 */
public record IpNetwork(InetAddress address, int prefix) {
    private static final Pattern TEXT = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");

    public IpNetwork {
        int bits = bits(address);
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix: " + prefix + " (expected: 0 to " + bits + ")");
        }
        if (number(address).getLowestSetBit() >= 0 && number(address).getLowestSetBit() < bits - prefix) {
            throw new IllegalArgumentException("network: " + address.getHostAddress() + "/" + prefix
                    + " (expected: no bit set behind the prefix)");
        }
    }

    /** As configuration has it: {@code 10.0.0.0/8}, {@code fc00::/7}, or one address. */
    public static IpNetwork valueOf(String text) {
        Matcher matcher = TEXT.matcher(text);
        Optional<InetAddress> address = matcher.matches() ? IpLiteral.parse(matcher.group(1)) : Optional.empty();
        if (address.isEmpty()) {
            throw new IllegalArgumentException(
                    "network: " + text + " (expected: an address, or a network such as 10.0.0.0/8)");
        }
        String prefix = matcher.group(2);
        return new IpNetwork(address.get(), prefix == null ? bits(address.get()) : Integer.parseInt(prefix));
    }

    public boolean contains(InetAddress other) {
        return bits(other) == bits(address)
                && number(other).xor(number(address)).bitLength() <= bits(address) - prefix;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
