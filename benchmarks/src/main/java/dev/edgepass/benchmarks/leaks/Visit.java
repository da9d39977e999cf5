package dev.edgepass.benchmarks.leaks;

/**
 * Granted requests of one viewer from one place, evenly spread.
 *
 * @param at seconds since the week began
 * @param seconds that it lasts
 * @param requests for distinct objects
 * @param subject number of the link's viewer: the token's subject
 * @param place from where
 * @param agent id of a user agent string
 * @param referer id of a site; 0 is none
 */
record Visit(int at, int seconds, int requests, int subject, Place place, int agent, int referer) {
    /** A week in seconds. */
    static final int WEEK = 7 * 24 * 3600;

    static final int DAY = 24 * 3600;

    /**
     * From where a visit comes. Ids, no real addresses.
     *
     * @param address of the viewer as servers see it
     * @param network the address' prefix: /24 for IPv4, /48 for IPv6
     * @param operator the autonomous system
     * @param country id; 0 is that of the link's owner
     */
    record Place(long address, long network, int operator, int country) {
        /** The address is {@code host} within the network. */
        static Place of(long network, int host, int operator, int country) {
            return new Place(network * 256 + host, network, operator, country);
        }
    }
}
