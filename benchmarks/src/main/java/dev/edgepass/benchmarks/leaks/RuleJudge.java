package dev.edgepass.benchmarks.leaks;

import dev.edgepass.benchmarks.leaks.Visit.Place;
import dev.edgepass.consumer.audience.AudienceRule;
import dev.edgepass.consumer.audience.MeantFor;
import dev.edgepass.readmodel.ViewCounts;
import dev.edgepass.readmodel.ViewCounts.Audience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * The product's rule, on counts as the product has them: bounded, and with hashes of 16 bits each for operator and prefix. Only the first alarm of a week is a notice.
 *
 * @param operator of a place, as the Worker would see it
 */
record RuleJudge(ToIntFunction<Place> operator) implements Judge {
    private static final int MOST_NETWORKS_OF_A_VIEWER = 64;
    private static final int MOST_NETWORKS = 256;

    static RuleJudge asSimulated() {
        return new RuleJudge(Place::operator);
    }

    /** Every country's lines, phones and offices are with three operators. */
    static RuleJudge withThreeOperatorsACountry() {
        return new RuleJudge(place -> place.operator() >= Access.RELAYS
                ? place.operator()
                : place.operator() / 100 * 100 + place.operator() % 100 % 3);
    }

    @Override
    public OptionalInt alarm(LinkWeek week, int from) {
        List<Visit> visits = week.visits();
        if (!isUnusual(week, visits.size())) {
            return OptionalInt.empty();
        }
        // What is unusual stays so: the first number of visits that is, by bisection.
        int usual = 0;
        int unusual = visits.size();
        while (unusual - usual > 1) {
            int middle = (usual + unusual) / 2;
            if (isUnusual(week, middle)) {
                unusual = middle;
            } else {
                usual = middle;
            }
        }
        int at = visits.get(unusual - 1).at();
        return at < from ? OptionalInt.empty() : OptionalInt.of(at);
    }

    private boolean isUnusual(LinkWeek week, int visits) {
        Counted all = new Counted(MOST_NETWORKS);
        Map<Integer, Counted> viewers = new HashMap<>();
        for (Visit visit : week.visits().subList(0, visits)) {
            all.add(visit.place());
            viewers.computeIfAbsent(visit.subject(), subject -> new Counted(MOST_NETWORKS_OF_A_VIEWER))
                    .add(visit.place());
        }
        Map<String, ViewCounts> counts = new HashMap<>();
        viewers.forEach((subject, counted) -> counts.put("v-" + subject, counted.counts()));
        return AudienceRule.judge(new MeantFor(week.recipient(), week.seats()), all.counts(), counts)
                .isPresent();
    }

    private final class Counted {
        private final int most;
        private final Set<Long> seen = new HashSet<>();
        private final Set<String> networks = new LinkedHashSet<>();
        private final Set<Integer> countries = new HashSet<>();

        private Counted(int most) {
            this.most = most;
        }

        private void add(Place place) {
            if (seen.add(place.network()) && networks.size() < most) {
                networks.add(hash(operator.applyAsInt(place)) + hash(place.network()));
            }
            countries.add(place.country());
        }

        private ViewCounts counts() {
            ViewCounts none = ViewCounts.NONE;
            Audience audience =
                    new Audience(0, countries.stream().map(String::valueOf).toList(), new ArrayList<>(networks));
            return new ViewCounts(
                    0, 0, 0, 0, null, null, null, none.countries(), none.refusals(), null, audience, false);
        }
    }

    private static String hash(long value) {
        int bits = (int) (Traces.mixed(value + 1) >>> 48);
        return Integer.toHexString(0x10000 + bits).substring(1);
    }
}
