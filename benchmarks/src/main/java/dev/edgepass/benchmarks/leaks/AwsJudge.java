package dev.edgepass.benchmarks.leaks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The score by which AWS' "Secure Media Delivery at the Edge" revokes sessions by itself: a session's requests a second over the median of all sessions, and 1 each for
 * more than one address, user agent and referer, all within the look-back period; above 2.2 it is revoked. Periods with fewer than 3 sessions and sessions under 30 s
 * aren't judged. From {@code source/lambda/prepare_query/index.js} and the wizard's defaults at commit 1e17e14 (v1.2.6) of
 * github.com/aws-solutions/secure-media-delivery-at-the-edge-on-aws. A session is a viewer here.
 *
 * <p>The median is that of the site: of all weeks that it was made with, as if they were the same week of one operator, and of the judged one.
 */
final class AwsJudge implements Judge {
    private static final double THRESHOLD = 2.2;
    private static final int LEAST_SESSIONS = 3;
    private static final int LEAST_SECONDS = 30;

    private final Site site;
    private final boolean rates;

    /**
     * @param rates false: the wizard's choice to leave the rate out. Then all three others are needed
     */
    AwsJudge(Site site, boolean rates) {
        this.site = site;
        this.rates = rates;
    }

    @Override
    public OptionalInt alarm(LinkWeek week, int from) {
        for (Map.Entry<Integer, Map<Integer, AwsSession>> period :
                AwsSession.of(week).entrySet()) {
            int end = (period.getKey() + 1) * AwsSession.LOOK_BACK;
            if (end > from
                    && isAlarm(period.getKey(), List.copyOf(period.getValue().values()))) {
                return OptionalInt.of(end);
            }
        }
        return OptionalInt.empty();
    }

    private boolean isAlarm(int period, List<AwsSession> sessions) {
        if (site.sessions(period) + sessions.size() < LEAST_SESSIONS) {
            return false;
        }
        double median = rates ? site.median(period, sessions) : 1;
        return sessions.stream()
                .filter(session -> session.seconds() >= LEAST_SECONDS)
                .anyMatch(session -> (rates ? session.rate() / median : 0) + session.penalties() > THRESHOLD);
    }

    /** The sessions of an operator's other links. */
    static final class Site {
        private final double[][] rates = new double[AwsSession.PERIODS][16];
        private final int[] counts = new int[AwsSession.PERIODS];

        void add(LinkWeek week) {
            AwsSession.of(week)
                    .forEach((period, sessions) -> sessions.values().stream()
                            // The query divides by a session's seconds, and would fail where they are none.
                            .filter(session -> session.seconds() > 0)
                            .forEach(session -> add(period, session.rate())));
        }

        private void add(int period, double rate) {
            if (counts[period] == rates[period].length) {
                rates[period] = Arrays.copyOf(rates[period], 2 * counts[period]);
            }
            rates[period][counts[period]++] = rate;
        }

        /** Once all weeks are added. */
        void sort() {
            for (int period = 0; period < AwsSession.PERIODS; period++) {
                Arrays.sort(rates[period], 0, counts[period]);
            }
        }

        private int sessions(int period) {
            return counts[period];
        }

        /** Of the site's sessions and these. */
        private double median(int period, List<AwsSession> others) {
            double[] own = others.stream()
                    .filter(session -> session.seconds() > 0)
                    .mapToDouble(AwsSession::rate)
                    .sorted()
                    .toArray();
            int middle = (counts[period] + own.length) / 2;
            int taken = 0;
            for (int ofSite = 0; ; ) {
                boolean site = taken >= own.length || ofSite < counts[period] && rates[period][ofSite] <= own[taken];
                if (ofSite + taken == middle) {
                    return site ? rates[period][ofSite] : own[taken];
                }
                if (site) {
                    ofSite++;
                } else {
                    taken++;
                }
            }
        }
    }
}
