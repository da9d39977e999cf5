package dev.edgepass.local.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What each service's token of the store may do.
 *
 * @param isOne both services have the same, so nothing was tried
 */
record TokenFacts(
        boolean isOne,
        Outcome issuerWritesMedia,
        Outcome issuerReadsFeed,
        Outcome issuerWritesFeed,
        Outcome consumerWritesFeed,
        Outcome consumerWritesMedia,
        Outcome consumerReadsMedia) {
    private static final String MEND = "./edgepass cloud up, which gives each token its rights and no others";

    static TokenFacts ofOne() {
        return new TokenFacts(
                true, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED);
    }

    Check check() {
        if (isOne) {
            return Check.unknown(
                    CheckId.TOKENS,
                    "The local edge has one credential for everything: what a token may not do can be seen in a deployment only.",
                    "");
        }
        List<String> lacking = new ArrayList<>();
        require(lacking, issuerWritesMedia, "the issuer's can't write media");
        require(lacking, issuerReadsFeed, "the issuer's can't read the feed");
        require(lacking, consumerWritesFeed, "the consumer's can't write the feed");
        List<String> excess = new ArrayList<>();
        refuse(excess, issuerWritesFeed, "the issuer's can write the feed");
        refuse(excess, consumerWritesMedia, "the consumer's can write media");
        refuse(excess, consumerReadsMedia, "the consumer's can read media");
        List<String> wrong = Stream.concat(lacking.stream(), excess.stream()).toList();
        if (!wrong.isEmpty()) {
            return Check.fail(CheckId.TOKENS, "Of the store's tokens, " + String.join(", ", wrong) + ".", MEND);
        }
        boolean isWhole = Stream.of(
                        issuerWritesMedia,
                        issuerReadsFeed,
                        issuerWritesFeed,
                        consumerWritesFeed,
                        consumerWritesMedia,
                        consumerReadsMedia)
                .noneMatch(outcome -> outcome == Outcome.FAILED);
        return isWhole
                ? Check.ok(
                        CheckId.TOKENS,
                        "Each token of the store can do what it should, and nothing of what was tried else.")
                : Check.unknown(CheckId.TOKENS, "The store didn't answer all attempts with the tokens.", "");
    }

    private static void require(List<String> lacking, Outcome outcome, String sentence) {
        if (outcome == Outcome.REFUSED || outcome == Outcome.NO_BUCKET) {
            lacking.add(sentence);
        }
    }

    private static void refuse(List<String> excess, Outcome outcome, String sentence) {
        if (outcome.isAllowed()) {
            excess.add(sentence);
        }
    }
}
