package dev.edgepass.consumer.audience;

/**
 * From how many places a number of people come at most in a week, nearly always. The numbers were chosen on simulated weeks that the published error rates aren't of.
 *
 * @param operators of networks
 * @param networks unless they are of {@code fewOperators} or fewer: one phone, relay or VPN has any number
 * @param fewOperators with which the number of networks says nothing
 * @param countries of the requests
 */
record Explained(int operators, int networks, int fewOperators, int countries) {
    /** By one viewer: one browser of one person. */
    static final Explained BY_A_VIEWER = new Explained(7, 30, 4, 5);

    /** By people with all of their devices, and by the scanners of their mail. */
    static Explained by(int people) {
        return new Explained(8 + people, 30 + 4 * (people - 1), 4 + people, 5 + people / 4);
    }

    /** Whether they come from more. More places never make it false. */
    boolean isExceededBy(Places places) {
        return places.operators() > operators
                || places.countries() > countries
                || places.networks() > networks && places.operators() > fewOperators;
    }

    @Override
    public String toString() {
        return "about " + operators + " operators, " + networks + " networks and " + countries + " countries";
    }
}
