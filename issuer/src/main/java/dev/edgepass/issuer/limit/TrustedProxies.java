package dev.edgepass.issuer.limit;

import java.util.List;

/** Whose word about a client's address is believed: connections from these networks. Immutable. */
public final class TrustedProxies {
    private final List<IpNetwork> networks;

    public TrustedProxies(List<IpNetwork> networks) {
        this.networks = List.copyOf(networks);
    }

    /** @param address of the connection, literal */
    public boolean include(String address) {
        return IpLiteral.parse(address).stream()
                .anyMatch(literal -> networks.stream().anyMatch(network -> network.contains(literal)));
    }
}
