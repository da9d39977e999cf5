package dev.edgepass.issuer.identity;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says it in two sentences, without a stack trace. */
final class IdentityFailureAnalyzer extends AbstractFailureAnalyzer<IdentityNotConfiguredException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, IdentityNotConfiguredException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
