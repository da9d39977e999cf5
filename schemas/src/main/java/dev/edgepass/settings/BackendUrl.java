package dev.edgepass.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of the app's backend, which is sent a secret: https anywhere, http on this machine, and, where the operator says so, http on private names and addresses.
 */
public final class BackendUrl {
    private static final String HTTPS = "https://host/path, or http:// to 127.0.0.1";
    private static final String PRIVATE_HTTP =
            "https://host/path, or http:// to a name without a dot, a name that ends in .internal,"
                    + " .local, .localhost or .home.arpa, or a private address";

    /** Reserved for private use: RFC 6761, RFC 6762, RFC 8375, and ICANN's resolution on {@code .internal}. */
    private static final List<String> PRIVATE_SUFFIXES = List.of(".internal", ".local", ".localhost", ".home.arpa");

    /** The one spelling of four decimal bytes; other programs read others, such as {@code 0177.0.0.1}, differently. */
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:.]+]");

    /** Its last label begins with a letter, or it would be read as a number. */
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+\\.)*[a-z][a-z0-9-]*");

    private BackendUrl() {}

    /**
     * @param property for the message
     * @param privateHttp whether http may leave this machine for private names and addresses
     * @throws IllegalArgumentException where a secret isn't safe there; without the URL, which may hold a password
     */
    public static void require(URI url, String property, boolean privateHttp) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean plain = url.getHost() != null && url.getRawUserInfo() == null;
        boolean exact = url.getRawQuery() == null && url.getRawFragment() == null;
        boolean safe = scheme.equals("https") || scheme.equals("http") && isNear(url, privateHttp);
        if (!plain || !exact || !safe) {
            throw new IllegalArgumentException(property + " isn't safe (expected: "
                    + (privateHttp ? PRIVATE_HTTP : HTTPS) + ", without user, query or fragment)");
        }
    }

    /**
     * Whether an address that the URL's host has may be sent the secret over http.
     *
     * @param privateHttp as {@link #require} has it
     */
    public static boolean isNear(InetAddress address, boolean privateHttp) {
        return privateHttp ? PrivateAddress.isPrivate(address) : address.isLoopbackAddress();
    }

    private static boolean isNear(URI url, boolean privateHttp) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        if (IPV4.matcher(host).matches() || IPV6.matcher(host).matches()) {
            try {
                return isNear(InetAddress.getByName(host), privateHttp);
            } catch (UnknownHostException e) {
                return false;
            }
        }
        return host.equals("localhost") || privateHttp && isPrivateName(host);
    }

    private static boolean isPrivateName(String host) {
        return NAME.matcher(host).matches()
                && (host.indexOf('.') < 0 || PRIVATE_SUFFIXES.stream().anyMatch(host::endsWith));
    }
}
