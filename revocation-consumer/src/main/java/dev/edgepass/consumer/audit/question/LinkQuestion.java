package dev.edgepass.consumer.audit.question;

import dev.edgepass.audit.answer.LinkAnswer;
import dev.edgepass.audit.answer.Moment;
import dev.edgepass.audit.answer.TimelineEntry;
import dev.edgepass.consumer.audit.index.EventKeys;
import dev.edgepass.consumer.audit.index.IndexReads;
import dev.edgepass.consumer.audit.index.IndexReads.Span;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.LinkStanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a link was at a moment, its life, and whether tokens came of it after its end. For one question. */
public final class LinkQuestion {
    /** Verdicts that don't end it. */
    private static final Set<String> NOT_ENDED = Set.of(LinkStanding.OPEN.word(), LinkStanding.NOT_YET_ACTIVE.word());

    private final IndexReads reads;
    private final EventAnswers answers;

    /** @param sealed by name of a log, how many of its records the archive's checkpoint has */
    public LinkQuestion(IndexReads reads, Map<String, Long> sealed) {
        this.reads = reads;
        this.answers = new EventAnswers(reads, sealed);
    }

    /**
     * @param now until when the timeline goes
     * @return empty where there was no such link by then
     */
    public Optional<LinkAnswer> answer(String id, Moment at, Instant now) {
        LinkSteps steps = LinkSteps.read(reads, id, Long.MAX_VALUE);
        List<Step> until = Step.upTo(steps.all(), at.position());
        LinkLife life = new LinkLife(id, steps.handles());
        until.forEach(life::apply);
        return life.link().map(link -> {
            Set<Long> because = life.because(at.time());
            return new LinkAnswer(
                    answer(link),
                    at,
                    life.standing(at.time()).word(),
                    answers.ofSteps(until.stream()
                            .filter(step -> because.contains(step.position()))
                            .toList()),
                    cut(timeline(id, steps, steps.all(), now)),
                    tokens(id, timeline(id, steps, until, at.time()), at.time()),
                    reads.indexed());
        });
    }

    private static LinkAnswer.Link answer(LinkRecord link) {
        LinkTerms terms = link.terms();
        return new LinkAnswer.Link(
                link.id(),
                link.createdAt(),
                link.createdBy(),
                link.tenant(),
                link.group(),
                terms.paths(),
                terms.activatesAt(),
                terms.expiresAt(),
                terms.allowDownload(),
                terms.hasPassword(),
                terms.allowedOrigins(),
                terms.maxViewers(),
                terms.upload() != null);
    }

    private static List<TimelineEntry> cut(List<TimelineEntry> entries) {
        return entries.subList(Math.max(0, entries.size() - TokenQuestion.LONGEST_TIMELINE), entries.size());
    }

    /** Every record that is about the link itself, those of others that changed its standing, and what the clock did. */
    private List<TimelineEntry> timeline(String id, LinkSteps link, List<Step> steps, Instant now) {
        LinkLife life = new LinkLife(id, link.handles());
        List<TimelineEntry> entries = new ArrayList<>();
        LinkStanding standing = null;
        Instant last = Instant.MIN;
        long position = 0;
        for (Step step : steps) {
            standing = clock(life, standing, last, step.at(), position, entries);
            life.apply(step);
            position = step.position();
            last = step.at();
            if (life.link().isEmpty()) {
                continue;
            }
            LinkStanding next = life.standing(step.at());
            if (next != standing || link.own().contains(position)) {
                entries.add(
                        new TimelineEntry(step.at(), position, next.word(), null, step.ref(), answers.knownAt(step)));
                standing = next;
            }
        }
        clock(life, standing, last, now, position, entries);
        return entries;
    }

    /** What the clock did to it between two moments, the second included. */
    private static @Nullable LinkStanding clock(
            LinkLife life,
            @Nullable LinkStanding before,
            Instant from,
            Instant to,
            long position,
            List<TimelineEntry> entries) {
        if (life.link().isEmpty()) {
            return before;
        }
        LinkStanding standing = before;
        LinkTerms terms = life.link().get().terms();
        List<Instant> ticks = Stream.of(terms.activatesAt(), terms.expiresAt())
                .filter(Objects::nonNull)
                .filter(tick -> tick.isAfter(from) && !tick.isAfter(to))
                .sorted()
                .toList();
        for (Instant tick : ticks) {
            LinkStanding next = life.standing(tick);
            if (next != standing) {
                entries.add(new TimelineEntry(tick, position, next.word(), null, null, null));
                standing = next;
            }
        }
        return standing;
    }

    private LinkAnswer.Tokens tokens(String id, List<TimelineEntry> timeline, Instant at) {
        String key = EventKeys.link(id);
        long end = at.toEpochMilli() + 1;
        long issued = reads.countIssued(key, new Span(Long.MIN_VALUE, end));
        Instant ended = null;
        for (TimelineEntry entry : timeline) {
            if (NOT_ENDED.contains(entry.verdict())) {
                ended = null;
            } else if (ended == null) {
                ended = entry.time();
            }
        }
        long after = ended == null ? 0 : reads.countIssued(key, new Span(ended.toEpochMilli() + 1, end));
        return new LinkAnswer.Tokens(issued, ended, after);
    }
}
