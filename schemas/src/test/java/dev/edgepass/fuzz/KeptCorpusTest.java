package dev.edgepass.fuzz;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What once was worth finding stays found: the parsers that edge, issuer and consumer share. */
class KeptCorpusTest {
    @TestFactory
    Stream<DynamicTest> every_kept_input_keeps_its_parsers_promises() {
        return KeptCorpus.replay(
                Base64UrlFuzz.class,
                HeadFuzz.class,
                JsonFuzz.class,
                LeafFuzz.class,
                MediaTypeFuzz.class,
                NoteFuzz.class,
                ObjectKeyFuzz.class,
                OriginFuzz.class,
                ProofFuzz.class,
                SegmentFuzz.class,
                TokenFuzz.class,
                Utf8Fuzz.class);
    }
}
