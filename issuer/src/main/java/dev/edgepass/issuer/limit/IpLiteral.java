package dev.edgepass.issuer.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses as they are written, strictly, and never looks up a name. */
final class IpLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    /** Of IPv6 a first look only: {@link java.net.InetAddress#getByName} never resolves a text with a colon. */
    private static final Pattern LITERAL =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final int MAX_LENGTH = 45;

    private IpLiteral() {}

    /** @return the address, IPv4 where it is IPv4 in an IPv6 form ({@code ::ffff:192.0.2.7}); empty where {@code text} is anything else, such as one with a zone */
    static Optional<InetAddress> parse(String text) {
        if (text.length() > MAX_LENGTH || !LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
