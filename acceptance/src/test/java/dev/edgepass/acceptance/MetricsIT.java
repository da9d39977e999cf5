package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/metrics.md} has what running services measure, and they measure what it has. */
class MetricsIT {
    private static final String PATH = "/actuator/prometheus";

    private static final Map<String, Scrape> SCRAPES = new TreeMap<>();
    private static String token;

    @BeforeAll
    static void scrape() {
        RunningStack stack = SharedStack.get();
        Product product = new Product(stack);
        token = product.mediaToken(stack.login(), "projects/42/");
        URI issuer = stack.management().resolve(PATH);
        URI consumer = stack.consumer().resolve(PATH);
        await("a head, a token and every Kafka client in the metrics")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    SCRAPES.put("issuer", Scrape.parse(product.web.get(issuer).text()));
                    SCRAPES.put(
                            "consumer", Scrape.parse(product.web.get(consumer).text()));
                    assertThat(SCRAPES.get("issuer").names()).contains("edgepass_head_age_seconds");
                    assertThat(SCRAPES.get("issuer").values("kafka_producer_record_send_total", "client_id"))
                            .containsExactly(
                                    "edgepass-issuer-control",
                                    "edgepass-issuer-issuance",
                                    "edgepass-issuer-usage",
                                    "edgepass-issuer-words");
                    // With the first record of what was published.
                    assertThat(SCRAPES.get("consumer").names()).contains("kafka_producer_connection_count");
                    assertThat(SCRAPES.get("consumer").values("kafka_consumer_connection_count", "client_id"))
                            .containsExactly(
                                    "edgepass-archiver",
                                    "edgepass-audit-control",
                                    "edgepass-audit-issuance",
                                    "edgepass-audit-publications",
                                    "edgepass-feed-publisher",
                                    "edgepass-notices",
                                    "edgepass-notices-office",
                                    "edgepass-projection-control",
                                    "edgepass-projection-issuance",
                                    "edgepass-projection-views-0",
                                    "edgepass-projection-words");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "consumer"})
    void every_metric_of_ours_is_documented_with_its_type_and_labels_and_every_row_is_measured(String service) {
        Scrape scrape = SCRAPES.get(service);
        Map<String, String> documented = new TreeMap<>();
        Map<String, String> measured = new TreeMap<>();
        for (DocumentedMetric row : DocumentedMetric.own()) {
            if (row.isOf(service)) {
                documented.put(row.name(), row.prometheusType() + " " + row.labels());
                measured.put(row.name(), scrape.types().get(row.name()) + " " + scrape.labelsOf(row.series()));
            }
        }

        assertThat(measured).isEqualTo(documented);
        assertThat(families(scrape, true)).isEqualTo(documented.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "consumer"})
    void what_is_kept_of_the_libraries_is_documented_and_measured(String service) {
        Scrape scrape = SCRAPES.get(service);
        List<DocumentedMetric> rows = DocumentedMetric.libraries().stream()
                .filter(row -> row.isOf(service))
                .toList();
        Set<String> measured = families(scrape, false);

        assertThat(measured)
                .allSatisfy(family -> assertThat(rows)
                        .filteredOn(row -> row.covers(family))
                        .as(family)
                        .singleElement()
                        .satisfies(row -> assertThat(row.labels())
                                .containsAll(scrape.labelsOf(family, family + "_count", family + "_max"))));
        assertThat(rows).allSatisfy(row -> assertThat(measured).as(row.name()).anyMatch(row::covers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "consumer"})
    void no_label_names_an_address_an_object_or_a_person(String service) {
        assertThat(SCRAPES.get(service).samples())
                .flatExtracting(sample -> sample.labels().entrySet())
                .extracting(Map.Entry::getValue)
                .allSatisfy(value -> assertThat(value)
                        .doesNotContain("projects", "pictures", "127.0.0.1", "localhost", token.substring(0, 20))
                        .matches("[\\w .(){}*/+'-]{0,80}"));
    }

    /** The families of a scrape, ours or the others'; the gauge beside a timer, its maximum, belongs to it. */
    private static Set<String> families(Scrape scrape, boolean ours) {
        Set<String> families = new TreeSet<>(scrape.types().keySet());
        families.removeIf(family -> family.startsWith("edgepass_") != ours
                || family.endsWith("_max") && families.contains(family.replaceFirst("_max$", "")));
        return families;
    }
}
