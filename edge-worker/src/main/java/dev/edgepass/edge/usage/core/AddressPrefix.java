package dev.edgepass.edge.usage.core;

import org.jspecify.annotations.Nullable;

/** The network of an IP address: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one. */
final class AddressPrefix {
    private static final int IPV4_BYTES = 3;
    private static final int IPV6_GROUPS = 3;
    private static final String MAPPED = "::ffff:";

    private AddressPrefix() {}

    /** The prefix as bytes, each as a character; null where {@code address} is none. */
    static @Nullable String of(String address) {
        String text = address.toLowerCase();
        if (text.startsWith(MAPPED) && text.indexOf('.') > 0) {
            return ipv4(text.substring(MAPPED.length()));
        }
        return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    }

    private static @Nullable String ipv4(String text) {
        StringBuilder prefix = new StringBuilder();
        int value = -1;
        for (int i = 0; i < text.length() && prefix.length() < IPV4_BYTES; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = Math.max(0, value) * 10 + c - '0';
            } else if (c == '.' && value >= 0) {
                prefix.append((char) value);
                value = -1;
            } else {
                return null;
            }
            if (value > 0xFF) {
                return null;
            }
        }
        return prefix.length() == IPV4_BYTES ? prefix.toString() : null;
    }

    /** Groups that {@code ::} leaves out before the 48th bit are zeros: no network is written otherwise but one that begins with zeros. */
    private static @Nullable String ipv6(String text) {
        StringBuilder prefix = new StringBuilder();
        int value = 0;
        int digits = 0;
        for (int i = 0; i < text.length() && prefix.length() < 2 * IPV6_GROUPS; i++) {
            int digit = hexDigit(text.charAt(i));
            if (digit >= 0) {
                value = value << 4 | digit;
                digits++;
            } else if (text.charAt(i) == ':' && digits > 0) {
                append(prefix, value);
                value = 0;
                digits = 0;
            } else if (text.charAt(i) == ':') {
                break;
            } else {
                return null;
            }
            if (digits > 4) {
                return null;
            }
        }
        while (prefix.length() < 2 * IPV6_GROUPS) {
            append(prefix, 0);
        }
        return prefix.toString();
    }

    /** Without {@code Character.digit}, which knows the digits of every script, and has a table for them. */
    private static int hexDigit(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    private static void append(StringBuilder prefix, int group) {
        prefix.append((char) (group >>> 8)).append((char) (group & 0xFF));
    }
}
