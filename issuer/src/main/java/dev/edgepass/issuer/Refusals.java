package dev.edgepass.issuer;

import dev.edgepass.decision.Refusal;
import dev.edgepass.issuer.problem.Problem;
import dev.edgepass.issuer.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Counts the problems that callers are answered with, {@code edgepass.refusals} by {@code reason}, which is the end of the problem's type. Thread-safe. */
@Component
public final class Refusals {
    private final Map<String, Counter> byReason;

    public Refusals(MeterRegistry meters) {
        byReason = Stream.concat(
                        Arrays.stream(ProblemType.values()).map(ProblemType::code),
                        Arrays.stream(Refusal.values()).map(Refusal::code))
                .distinct()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), reason -> meters.counter("edgepass.refusals", "reason", reason)));
    }

    /** Takes a problem that is written into an answer. */
    public void count(Problem problem) {
        Counter counter = byReason.get(problem.code());
        if (counter != null) {
            counter.increment();
        }
    }
}
