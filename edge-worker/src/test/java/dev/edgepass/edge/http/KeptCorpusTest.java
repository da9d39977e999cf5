package dev.edgepass.edge.http;

import dev.edgepass.fuzz.KeptCorpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What once was worth finding stays found: the Worker's readers of URLs and header fields. */
class KeptCorpusTest {
    @TestFactory
    Stream<DynamicTest> every_kept_input_keeps_its_parsers_promises() {
        return KeptCorpus.replay(
                ByteRangeFuzz.class, DigitsFuzz.class, HttpDateFuzz.class, PreconditionsFuzz.class, RouteFuzz.class);
    }
}
