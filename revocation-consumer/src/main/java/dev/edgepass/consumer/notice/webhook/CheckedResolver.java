package dev.edgepass.consumer.notice.webhook;

import dev.edgepass.settings.PublicAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name for one connection, which is then made to exactly these addresses: the name isn't asked about again between the check and the connection. One address
 * that may not be called refuses all, as no honest name has both.
 */
final class CheckedResolver implements DnsResolver {
    private final DnsResolver names;
    private final boolean allowPrivate;

    CheckedResolver(DnsResolver names, boolean allowPrivate) {
        this.names = names;
        this.allowPrivate = allowPrivate;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException("the name has no address");
        }
        if (!Arrays.stream(addresses).allMatch(this::isAllowed)) {
            throw new RefusedAddress(
                    allowPrivate
                            ? "the name has an address that is neither on the internet nor on a network of your own"
                            : "the name has an address that isn't on the internet (expected: a public one, or allow-private)");
        }
        return addresses;
    }

    private boolean isAllowed(InetAddress address) {
        return PublicAddress.isPublic(address) || allowPrivate && PublicAddress.isOwn(address);
    }

    /** Nothing asks for it: no canonical name is needed. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** An address that may not be called. */
    static final class RefusedAddress extends UnknownHostException {
        RefusedAddress(String message) {
            super(message);
        }
    }
}
