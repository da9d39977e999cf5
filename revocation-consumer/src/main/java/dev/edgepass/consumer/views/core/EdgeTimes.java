package dev.edgepass.consumer.views.core;

import dev.edgepass.event.UsageEvent.Granted;
import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import java.util.List;

/** The edge's clock, so far believed that nothing happened more than five minutes after the log took the record about it. Times are milliseconds since the epoch. */
public final class EdgeTimes {
    static final long MOST_AHEAD = 5 * 60 * 1_000L;

    private static final long DAY = 24 * 60 * 60 * 1_000L;
    /** From the epoch to the first Monday. */
    private static final long FIRST_WEEK = 4 * DAY;

    private EdgeTimes() {}

    /** That time, or the record's where it is too far ahead of that. */
    static long at(long edgeTime, long recordTime) {
        return edgeTime > recordTime + MOST_AHEAD ? recordTime : Math.max(0, edgeTime);
    }

    /** The same with such times alone. A network of a week that hasn't begun says nothing, and is left out. */
    static TokenViews of(TokenViews views, long recordTime) {
        long newestWeek = week(recordTime + MOST_AHEAD);
        boolean future = views.week() > newestWeek;
        Granted granted = views.granted();
        return new TokenViews(
                views.jti(),
                views.subject(),
                views.linkId(),
                views.tenant(),
                views.position(),
                views.opens().stream()
                        .map(open -> at(open, recordTime))
                        .sorted()
                        .toList(),
                views.requests(),
                views.bytes(),
                views.objects(),
                views.countries(),
                future ? List.of() : views.networks(),
                future ? week(recordTime) : views.week(),
                granted == null ? null : new Granted(at(granted.at(), recordTime), granted.position()),
                views.refused().stream().map(refused -> of(refused, recordTime)).toList());
    }

    private static Refused of(Refused refused, long recordTime) {
        return new Refused(
                refused.reason(),
                refused.handle(),
                refused.count(),
                at(refused.firstAt(), recordTime),
                at(refused.lastAt(), recordTime),
                refused.firstPosition(),
                refused.lastPosition());
    }

    /** Number of the UTC week, from 1970-01-05. */
    public static long week(long time) {
        return Math.floorDiv(time - FIRST_WEEK, 7 * DAY);
    }
}
