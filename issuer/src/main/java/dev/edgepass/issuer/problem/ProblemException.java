package dev.edgepass.issuer.problem;

import org.jspecify.annotations.Nullable;

/** A request ends with a problem. Without a stack trace: a caller chooses how often this happens. */
public final class ProblemException extends RuntimeException {
    private final Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.code() + ": " + problem.detail(), cause, false, false);
        this.problem = problem;
    }

    public boolean is(ProblemType type) {
        return problem.code().equals(type.code());
    }

    public Problem problem() {
        return problem;
    }
}
