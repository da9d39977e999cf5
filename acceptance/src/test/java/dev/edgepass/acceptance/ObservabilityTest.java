package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The alarms and dashboards of {@code observability/}: each asks for what is measured, and each alarm fires. */
class ObservabilityTest {
    private static final Path FOLDER = EdgepassCommand.ROOT.resolve("observability");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    /** Of every series, by Prometheus itself. */
    private static final Set<String> TARGET = Set.of("job", "instance");

    private static final Set<String> PROMETHEUS_OWN = Set.of("up");

    /** A dashboard's or an alarm's. */
    private record Expression(String text, String legend) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("expressions")
    void an_expression_asks_for_metrics_labels_and_values_that_exist(String where, Expression expression) {
        PromQl query = PromQl.parse(expression.text);
        Set<String> labels = new TreeSet<>(TARGET);
        assertThat(query.selectors()).isNotEmpty();
        for (PromQl.Selector selector : query.selectors()) {
            Set<String> known = labelsOf(selector.metric());
            labels.addAll(known);
            for (PromQl.Match match : selector.matches()) {
                assertThat(known).as(selector.metric()).contains(match.label());
                assertThat(valuesOf(selector.metric(), match)).containsAll(match.values());
            }
        }
        assertThat(labels)
                .containsAll(query.grouping())
                .containsAll(LEGEND.matcher(expression.legend)
                        .results()
                        .map((MatchResult label) -> label.group(1))
                        .toList());
    }

    private static Set<String> labelsOf(String metric) {
        Set<String> labels = new TreeSet<>(TARGET);
        if (!PROMETHEUS_OWN.contains(metric)) {
            assertThat(DocumentedMetric.of(metric))
                    .as(metric + " in docs/metrics.md")
                    .isPresent();
            labels.addAll(DocumentedMetric.of(metric).orElseThrow().labels());
            if (metric.endsWith("_bucket")) {
                labels.add("le");
            }
        }
        return labels;
    }

    /** Those that the label can have; of a library's metric whatever is asked for. */
    private static Set<String> valuesOf(String metric, PromQl.Match match) {
        if (match.label().equals("job")) {
            Set<String> jobs = new TreeSet<>(jobs().keySet());
            jobs.add("edgepass-.*");
            return jobs;
        }
        return DocumentedMetric.of(metric)
                .filter(DocumentedMetric::isOurs)
                .map(DocumentedMetric::values)
                .orElseGet(() -> new TreeSet<>(match.values()));
    }

    @Test
    void both_services_are_scraped_where_the_composed_system_has_their_metrics() {
        Map<String, Map<String, Object>> services =
                cast(yaml(EdgepassCommand.ROOT.resolve("docker-compose.yml"))).get("services");

        assertThat(jobs())
                .containsEntry(
                        "edgepass-issuer", "issuer:" + environment(services, "issuer", "EDGEPASS_MANAGEMENT_PORT"))
                .containsEntry(
                        "edgepass-consumer",
                        "revocation-consumer:" + environment(services, "revocation-consumer", "SERVER_PORT"));
    }

    @Test
    void every_alarm_says_how_bad_it_is_what_it_is_and_what_mends_it() throws IOException {
        String page = Files.readString(EdgepassCommand.ROOT.resolve("docs/observe.md"));
        Set<String> headings = page.lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
            assertThat(((Map<?, ?>) alert.get("labels")).get("severity")).isIn("critical", "warning");
            assertThat(annotations.get("summary").toString()).endsWith(".");
            assertThat(annotations.get("mend").toString()).isNotBlank();
            assertThat(annotations.get("runbook").toString()).startsWith("docs/observe.md#");
            assertThat(headings).contains(annotations.get("runbook").toString().replaceFirst(".*#", ""));
            assertThat(page).contains(alert.get("alert").toString());
        });
    }

    @Test
    void every_alarm_fires_in_a_test() throws IOException {
        String tests = Files.readString(FOLDER.resolve("alerts-test.yml"))
                + Files.readString(FOLDER.resolve("alerts-month-test.yml"));

        assertThat(alerts())
                .extracting(alert -> alert.get("alert").toString())
                .allSatisfy(name -> assertThat(tests).contains("- labels: '{alertname=\"" + name + "\"}'"));
    }

    @Test
    void promtool_finds_the_rules_sound_and_their_tests_pass() throws Exception {
        assumeTrue(isThere("promtool"), "there is no promtool here (Debian's package prometheus)");

        assertPromtool("check", "config", "prometheus.yml");
        assertPromtool("check", "rules", "alerts.yml");
        assertPromtool("test", "rules", "alerts-test.yml", "alerts-month-test.yml");
    }

    @Test
    void grafana_finds_the_dashboards_and_their_source() {
        Map<?, ?> source =
                (Map<?, ?>) ((List<?>) cast(yaml(FOLDER.resolve("grafana/provisioning/datasources/prometheus.yml")))
                                .get("datasources"))
                        .get(0);

        assertThat(dashboards()).hasSize(2).allSatisfy(dashboard -> {
            assertThat(dashboard.findValues("datasource"))
                    .isNotEmpty()
                    .allSatisfy(
                            used -> assertThat(used.path("uid").asString("")).isEqualTo(source.get("uid")));
            assertThat(dashboard.path("uid").asString("")).startsWith("edgepass-");
        });
        assertThat(yaml(FOLDER.resolve("grafana/provisioning/dashboards/edgepass.yml"))
                        .toString())
                .contains("path=/etc/grafana/edgepass");
    }

    private static void assertPromtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process promtool = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(output).isZero();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Stream<Arguments> expressions() {
        Stream<Arguments> alerts = alerts().stream()
                .map(alert -> Arguments.of(
                        alert.get("alert"), new Expression(alert.get("expr").toString(), "")));
        Stream<Arguments> panels = dashboards().stream()
                .flatMap(dashboard -> dashboard.path("panels").valueStream())
                .flatMap(panel -> panel.path("targets")
                        .valueStream()
                        .map(target -> Arguments.of(
                                panel.path("title").asString("") + ", "
                                        + target.path("refId").asString(""),
                                new Expression(
                                        target.path("expr").asString(""),
                                        target.path("legendFormat").asString("")))));
        return Stream.concat(alerts, panels);
    }

    private static List<JsonNode> dashboards() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("grafana/dashboards"))) {
            return files.sorted()
                    .map(file -> JsonMapper.shared().readTree(file.toFile()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() {
        return ((List<Map<String, Object>>) yaml(FOLDER.resolve("alerts.yml")).get("groups"))
                .stream()
                        .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                        .toList();
    }

    /** The one target of each job. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> jobs() {
        return ((List<Map<String, Object>>)
                        yaml(FOLDER.resolve("prometheus.yml")).get("scrape_configs"))
                .stream()
                        .collect(Collectors.toMap(
                                job -> job.get("job_name").toString(),
                                job -> ((List<Map<String, List<String>>>) job.get("static_configs"))
                                        .get(0)
                                        .get("targets")
                                        .get(0)));
    }

    private static Object environment(Map<String, Map<String, Object>> services, String service, String name) {
        return ((Map<?, ?>) services.get(service).get("environment")).get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Map<String, Object>>> cast(Map<String, Object> yaml) {
        return (Map<String, Map<String, Map<String, Object>>>) (Map<String, ?>) yaml;
    }

    private static Map<String, Object> yaml(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            return new Yaml().load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
