package dev.edgepass.local.backup;

/** Runs commands of {@link LogPipe} where they reach the log, such as in the container {@code tools}. */
public interface Tools {
    /**
     * Starts one. Its standard streams are the caller's, but for its errors, which a person sees.
     *
     * @throws dev.edgepass.local.process.StartFailure where it can't be started
     */
    Process start(String... arguments);
}
