package dev.edgepass.consumer.audience;

import dev.edgepass.readmodel.ViewCounts.Audience;
import java.util.HashSet;
import java.util.Set;

/** How many distinct places an audience has. */
record Places(int networks, int operators, int countries) {
    /** Digits of a network's hash that are its operator's. */
    private static final int OPERATOR_DIGITS = 4;

    static Places of(Audience audience) {
        Set<String> networks = new HashSet<>(audience.networks());
        Set<String> operators = new HashSet<>();
        networks.forEach(network -> operators.add(operator(network)));
        return new Places(networks.size(), operators.size(), new HashSet<>(audience.countries()).size());
    }

    private static String operator(String network) {
        return network.substring(0, Math.min(OPERATOR_DIGITS, network.length()));
    }

    @Override
    public String toString() {
        return count(networks, "network", "networks") + " of " + count(operators, "operator", "operators") + " in "
                + count(countries, "country", "countries");
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
