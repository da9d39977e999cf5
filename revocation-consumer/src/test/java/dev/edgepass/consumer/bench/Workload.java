package dev.edgepass.consumer.bench;

import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
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
    };

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
