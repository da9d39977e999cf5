package dev.edgepass.benchmarks.leaks;

import java.util.ArrayList;
import java.util.List;

/**
 * Kinds of leaks: what gets out, of a link with which terms. A media URL has its token, so that all who follow it are one viewer, for at most a day. Of those who follow
 * a link with its secret each is a new viewer.
 */
enum Leak {
    URL_RECIPIENT("media URL, 1 recipient", true, Innocent.ONE_PRIVATE, Innocent.ONE_AT_WORK),
    URL_SEATS("media URL, 5 to 25 seats", true, Innocent.SEATS_TEAM),
    URL_OPEN("media URL, no recipient, no seats", true, Innocent.OPEN_FEW, Innocent.OPEN_EVENT),
    LINK_RECIPIENT("link, 1 recipient", false, Innocent.ONE_PRIVATE, Innocent.ONE_AT_WORK),
    LINK_SEATS("link, 5 to 25 seats", false, Innocent.SEATS_TEAM),
    LINK_OPEN_FEW("link, no recipient, no seats, meant for 1 to 6", false, Innocent.OPEN_FEW),
    LINK_OPEN_EVENT("link, no recipient, no seats, meant for 20 to 150", false, Innocent.OPEN_EVENT);

    final String title;
    private final boolean url;
    private final Innocent[] meantFor;

    Leak(String title, boolean url, Innocent... meantFor) {
        this.title = title;
        this.url = url;
        this.meantFor = meantFor;
    }

    /**
     * A week in which {@code people} outsiders come or, where seats are few, try to.
     *
     * @param manyCountries false: nearly all of them from the owner's country
     */
    LinkWeek week(Draws draws, int people, boolean manyCountries) {
        LinkWeek meant = meantFor[draws.between(0, meantFor.length - 1)].week(draws);
        Visit first = meant.visits().isEmpty()
                ? new Visit(0, 60, 10, 1, Access.home(draws, 0).place(0), 1, 1)
                : meant.visits().get(draws.between(0, Math.min(2, meant.visits().size() - 1)));
        int hours = url ? draws.logUniform(1, 24) : draws.logUniform(2, 168);
        int from = Math.min(first.at() + draws.logUniform(600, Visit.DAY / 2), Visit.WEEK - 2 * 3600);
        int spread = Math.min(hours * 3600, Visit.WEEK - 3600 - from);
        int sites = draws.between(1, 3);
        Media media = Media.drawn(draws);
        List<List<Visit>> outsiders = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            int subject = url ? first.subject() : 1_000_000 + i;
            int country = manyCountries ? draws.logUniform(1, 40) - 1 : draws.chance(0.95) ? 0 : draws.between(1, 30);
            int referer = !url ? 1 : draws.chance(0.5) ? 0 : 1 + draws.between(1, sites);
            // More of them come soon than late.
            int at = from + (int) (spread * draws.unit() * draws.unit());
            outsiders.add(visits(draws, country, at, from + spread, media, subject, referer));
        }
        return LinkWeek.of(meant.recipient(), meant.seats(), meant.visits(), outsiders);
    }

    private static List<Visit> visits(
            Draws draws, int country, int at, int until, Media media, int subject, int referer) {
        Access access = draws.chance(0.12)
                ? Access.relay(draws, country)
                : draws.chance(0.5) ? Access.carrier(draws, country) : Access.home(draws, country);
        Device device = new Device(Person.agent(draws), access, access, Access.elsewhere(draws, country), 0.1, 0.05);
        List<Visit> visits = new ArrayList<>(device.visit(draws, at, media, subject, referer));
        if (draws.chance(0.25)) {
            visits.addAll(device.visit(draws, draws.between(at, until), media, subject, referer));
        }
        return visits;
    }
}
