package dev.edgepass.consumer.bench;

import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.consumer.views.core.Reports;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.event.UsageEvent.TokenViews;
import java.util.List;
import java.util.stream.IntStream;

/** What is in the log: the events by their number. */
enum Workload {
    /** One target each, block and cutoff by turns. */
    REVOCATIONS(200_000) {
        @Override
        EdgepassEvent event(int number) {
            return revoked(number, List.of(TestEvents.subject("subject-" + number)));
        }
    },
    /** Of five: a link, its edit, its suspension, a revocation, and that revocation's lift. */
    MIXED(200_000) {
        @Override
        EdgepassEvent event(int number) {
            int group = number / 5;
            String link = "link-" + group;
            return switch (number % 5) {
                case 0 -> TestEvents.linkCreated(link);
                case 1 -> new ControlEvent.LinkEdited(link, TestEvents.labelled("edited"), true, number, "ada");
                case 2 -> new ControlEvent.LinkSuspended(link, "ada");
                case 3 -> revoked(group, List.of(TestEvents.subject("subject-" + group)));
                default -> TestEvents.lifted(revoked(group, List.of(TestEvents.subject("subject-" + group))), number);
            };
        }
    },
    /** 10,000 targets each. */
    BULK(40) {
        @Override
        EdgepassEvent event(int number) {
            return revoked(
                    number,
                    IntStream.range(0, TARGETS)
                            .mapToObj(target -> TestEvents.subject("subject-" + number + "-" + target))
                            .toList());
        }
    },
    /** Tokens of 10,000 subjects and 1,000 links. */
    ISSUANCE(200_000) {
        @Override
        EdgepassEvent event(int number) {
            return TestEvents.tokenIssued("token-" + number, "subject-" + number % TARGETS, "link-" + number % 1_000);
        }
    },
    /** Reports of 20 tokens each, by 200 isolates: of 10,000 viewers of 1,000 links. A record has several links, as a partition's part of a report has. */
    VIEWS(10_000) {
        @Override
        EdgepassEvent event(int number) {
            return Reports.report(
                    "isolate-" + number % 200,
                    number / 200 + 1,
                    NOW + number,
                    IntStream.range(0, TOKENS)
                            .mapToObj(i -> (number * 7 + i * 13) % TARGETS)
                            .map(viewer -> Reports.opened("viewer-" + viewer, "link-" + viewer % 1_000, NOW + number))
                            .toArray(TokenViews[]::new));
        }
    };

    /** In a report of {@link #VIEWS}. */
    static final int TOKENS = 20;

    private static final long NOW = System.currentTimeMillis();
    private static final int TARGETS = 10_000;

    private final int size;

    Workload(int size) {
        this.size = size;
    }

    abstract EdgepassEvent event(int number);

    int size() {
        return size;
    }

    private static ControlEvent.Revoked revoked(int number, List<Target> targets) {
        return TestEvents.revoked(
                "revocation-" + number, number % 2 == 0 ? Effect.BLOCK : Effect.CUTOFF, targets.toArray(Target[]::new));
    }
}
