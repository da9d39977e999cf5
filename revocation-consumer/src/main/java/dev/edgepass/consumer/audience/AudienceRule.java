package dev.edgepass.consumer.audience;

import dev.edgepass.readmodel.ViewCounts;
import dev.edgepass.readmodel.ViewCounts.Audience;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Tells unusual audiences. A viewer is one browser, and people have few; what they don't explain has probably come into more hands. Links whose terms don't say for how
 * many people they are can only be judged by viewer. Error rates are in docs/leaks.md.
 */
public final class AudienceRule {
    private AudienceRule() {}

    /**
     * Judges the week of {@code all}. What is unusual stays so for the rest of the week, whatever comes.
     *
     * @param all counts of the link
     * @param viewers counts of some or all of its viewers, by subject: each is judged alone
     * @return empty where nothing is unusual, or nothing is known
     */
    public static Optional<Verdict> judge(MeantFor meantFor, ViewCounts all, Map<String, ViewCounts> viewers) {
        Audience audience = all.audience();
        return audience == null
                ? Optional.empty()
                : viewer(audience.week(), viewers).or(() -> link(meantFor, audience));
    }

    /** The one with the most operators, of more than one. */
    private static Optional<Verdict> viewer(long week, Map<String, ViewCounts> viewers) {
        return viewers.entrySet().stream()
                .flatMap(entry -> Optional.ofNullable(entry.getValue().audience())
                        .filter(audience -> audience.week() == week)
                        .map(audience -> Map.entry(entry.getKey(), Places.of(audience)))
                        .stream())
                .filter(viewer -> Explained.BY_A_VIEWER.isExceededBy(viewer.getValue()))
                .max(Comparator.comparingInt((Map.Entry<String, Places> viewer) ->
                                viewer.getValue().operators())
                        .thenComparing(Map.Entry::getKey))
                .map(viewer -> new Verdict(
                        week,
                        viewer.getKey(),
                        "One viewer came from at least " + viewer.getValue() + " this week; one browser explains "
                                + Explained.BY_A_VIEWER + "."));
    }

    private static Optional<Verdict> link(MeantFor meantFor, Audience audience) {
        Integer people = meantFor.people();
        if (people == null) {
            return Optional.empty();
        }
        Places places = Places.of(audience);
        Explained explained = Explained.by(people);
        String who = meantFor.seats() == null
                ? "its 1 recipient explains "
                : people == 1 ? "its 1 seat explains " : "its " + people + " seats explain ";
        return explained.isExceededBy(places)
                ? Optional.of(new Verdict(
                        audience.week(),
                        null,
                        "Viewers came from at least " + places + " this week; " + who + explained + "."))
                : Optional.empty();
    }
}
