package dev.edgepass.issuer.feed;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says it in two sentences, without a stack trace. */
final class FeedKeysFailureAnalyzer extends AbstractFailureAnalyzer<FeedKeysMissingException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FeedKeysMissingException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Name the file feed-public.jwks that the revocation consumer writes beside its feed key; its argument feed-keys makes it before the first start.",
                cause);
    }
}
