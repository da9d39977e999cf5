package dev.edgepass.benchmarks.leaks;

import dev.edgepass.benchmarks.leaks.Visit.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * A browser: it exchanges the link's secret once, and is one viewer from then on.
 *
 * @param work the access in working hours
 * @param home the access at other times
 * @param away on the way, for a share of the visits at any time
 * @param splits chance that a visit goes on from another place, as with a relay or on the way
 */
record Device(int agent, Access work, Access home, Access away, double awayShare, double splits) {
    /** The parts of one visit: one, or two that follow each other. */
    List<Visit> visit(Draws draws, int at, Media media, int subject, int referer) {
        int seconds = (int) Math.min(3 * 3600, 5 + draws.logNormal(media.seconds(), 1.0));
        int requests = media.requests(draws, seconds);
        List<Visit> parts = new ArrayList<>();
        if (draws.chance(splits) && requests > 1 && seconds > 10) {
            parts.add(new Visit(at, seconds / 2, requests / 2, subject, place(draws, at), agent, referer));
            int later = at + seconds / 2 + 1;
            parts.add(new Visit(later, seconds / 2, requests / 2, subject, place(draws, later), agent, referer));
        } else {
            parts.add(new Visit(at, seconds, requests, subject, place(draws, at), agent, referer));
        }
        return parts;
    }

    private Place place(Draws draws, int at) {
        int day = Math.min(6, at / Visit.DAY);
        int hour = at / 3600 % 24;
        boolean working = day < 5 && hour >= 9 && hour < 17;
        Access access = draws.chance(awayShare) ? away : working ? work : home;
        return access.place(day);
    }
}
