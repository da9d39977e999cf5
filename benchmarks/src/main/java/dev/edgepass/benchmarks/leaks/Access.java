package dev.edgepass.benchmarks.leaks;

import dev.edgepass.benchmarks.leaks.Visit.Place;

/** A way into the Internet. It may have a state: asked in another order it gives other places. */
interface Access {
    /** Numbers of operators from here on are of relays and data centres. */
    int RELAYS = 1_000_000;

    /** The place of a visit on that day of the week, 0 to 6. */
    Place place(int day);

    /**
     * A line at home. One in five is given new addresses every day, as some providers do (Padmanabhan et al., IMC 2016); others seldom. The new IPv4 address is mostly
     * in another /24. Nearly half have IPv6 too, which most visits then use.
     */
    static Access home(Draws draws, int country) {
        return home(draws, country, draws.chance(0.20));
    }

    /** The same; {@code daily}: with new addresses every day. */
    static Access home(Draws draws, int country, boolean daily) {
        int operator = operator(country, draws.between(0, 11));
        double renewal = daily ? 1 : 0.01;
        boolean dual = draws.chance(0.45);
        Place[] four = days(draws, renewal, 0.75, operator, country);
        Place[] six = days(draws, renewal, 0.5, operator, country);
        return day -> dual && draws.chance(0.88) ? six[day] : four[day];
    }

    private static Place[] days(Draws draws, double renewal, double otherNetwork, int operator, int country) {
        Place[] days = new Place[7];
        long network = draws.id();
        int host = draws.between(0, 255);
        for (int day = 0; day < 7; day++) {
            if (draws.chance(renewal)) {
                network = draws.chance(otherNetwork) ? draws.id() : network;
                host = draws.between(0, 255);
            }
            days[day] = Place.of(network, host, operator, country);
        }
        return days;
    }

    /**
     * A phone's carrier: many phones behind the prefixes of a region's gateways, and another one in about every second visit (phones were seen to change addresses
     * within minutes: Balakrishnan et al., IMC 2009).
     */
    static Access carrier(Draws draws, int country) {
        int operator = operator(country, 20 + draws.between(0, 3));
        int prefixes = draws.logUniform(4, 64);
        long region = operator * 10_000L + draws.between(0, 19) * 100L;
        double change = 0.3 + 0.4 * draws.unit();
        int[] prefix = {draws.between(0, prefixes - 1)};
        return day -> {
            if (draws.chance(change)) {
                prefix[0] = draws.between(0, prefixes - 1);
            }
            return Place.of(region + prefix[0], draws.between(0, 255), operator, country);
        };
    }

    /** An office's lines, 1 to 4, shared by everybody there; a visit mostly leaves by the first. */
    static Access office(Draws draws, int country) {
        int operator = operator(country, 30 + draws.between(0, 30));
        Place[] lines = new Place[draws.between(1, 4)];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = Place.of(draws.id(), draws.between(0, 255), operator, country);
        }
        return day -> lines[draws.chance(0.6) ? 0 : draws.between(0, lines.length - 1)];
    }

    /** A relay such as iCloud Private Relay, or a VPN: another prefix of a big pool each time, nearly always of the viewer's country. */
    static Access relay(Draws draws, int country) {
        int operator = RELAYS + draws.between(0, 4);
        int prefixes = draws.logUniform(20, 300);
        return day -> {
            int shown = draws.chance(0.03) ? draws.between(0, 30) : country;
            long network = operator * 1_000_000L + shown * 1_000L + draws.between(0, prefixes - 1);
            return Place.of(network, draws.between(0, 255), operator, shown);
        };
    }

    /** Cafés, trains, friends: another one each time. */
    static Access elsewhere(Draws draws, int country) {
        return day -> Place.of(draws.id(), draws.between(0, 255), operator(country, draws.between(0, 60)), country);
    }

    /** Each day that of one of the legs, in their order. */
    static Access journey(Draws draws, Access... legs) {
        int[] leg = new int[7];
        for (int day = 1; day < 7; day++) {
            boolean moves = leg[day - 1] < legs.length - 1 && draws.chance(0.6);
            leg[day] = leg[day - 1] + (moves ? 1 : 0);
        }
        return day -> legs[leg[day]].place(day);
    }

    /** A scanner's or a preview's data centre, in one of three countries. */
    static Access dataCentre(Draws draws) {
        int operator = 2_000_000 + draws.between(0, 5);
        int country = 40 + draws.between(0, 2);
        return day -> Place.of(operator * 1_000L + draws.between(0, 99), draws.between(0, 255), operator, country);
    }

    private static int operator(int country, int number) {
        return country * 100 + number;
    }
}
