package dev.edgepass.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DistributionChartTest {
    private static final Distribution OURS = Distribution.of(List.of(500L, 1_000L, 2_000L));
    private static final Distribution THEIRS = Distribution.of(List.of(10_000L, 60_000L));

    @Test
    void it_is_well_formed_whatever_the_subtitle_says() throws Exception {
        Document svg = parse(new DistributionChart("a < b & \"c\" > d", 5_000).svg(OURS, THEIRS));

        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(texts(svg)).contains("a < b & \"c\" > d", "5 s bound");
    }

    @Test
    void both_designs_climb_from_nothing_to_all_from_left_to_right() throws Exception {
        NodeList paths =
                parse(new DistributionChart("s", 5_000).svg(OURS, THEIRS)).getElementsByTagName("path");

        assertThat(paths.getLength()).isEqualTo(2);
        for (int i = 0; i < paths.getLength(); i++) {
            List<Double> across = steps(paths.item(i), 'H');
            List<Double> up = steps(paths.item(i), 'V');
            assertThat(across).isSorted();
            assertThat(up)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                    .last()
                    .isEqualTo(136.0);
        }
    }

    @Test
    void the_bound_stands_between_what_is_faster_and_what_is_slower() throws Exception {
        Document svg = parse(new DistributionChart("s", 5_000).svg(OURS, THEIRS));
        double bound = Double.parseDouble(elementOf(svg, "bound").getAttribute("x1"));

        assertThat(steps(elementOf(svg, "line ours", "path"), 'H').subList(0, 3))
                .allMatch(x -> x < bound);
        assertThat(steps(elementOf(svg, "line theirs", "path"), 'H')).allMatch(x -> x > bound);
    }

    @Test
    void samples_outside_the_axis_stand_at_its_ends() throws Exception {
        Document svg = parse(new DistributionChart("s", 5_000).svg(Distribution.of(List.of(0L, 1_000_000L)), THEIRS));

        assertThat(steps(elementOf(svg, "line ours", "path"), 'H')).containsExactly(72.0, 928.0, 928.0);
    }

    @Test
    void it_brings_nothing_from_elsewhere_and_suits_light_and_dark() {
        String svg = new DistributionChart("s", 5_000).svg(OURS, THEIRS);

        assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "url(", "<script", "href");
        assertThat(svg).contains("prefers-color-scheme: dark");
    }

    @Test
    void a_design_without_samples_has_no_line() throws Exception {
        Document svg = parse(new DistributionChart("s", 5_000).svg(OURS, Distribution.of(List.of())));

        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(1);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document svg) {
        NodeList nodes = svg.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Element elementOf(Document svg, String styles) {
        return elementOf(svg, styles, "line");
    }

    private static Element elementOf(Document svg, String styles, String tag) {
        NodeList nodes = svg.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            if (((Element) nodes.item(i)).getAttribute("class").equals(styles)) {
                return (Element) nodes.item(i);
            }
        }
        throw new AssertionError("no " + tag + " of class " + styles);
    }

    /** The coordinates of the path's commands of this letter. */
    private static List<Double> steps(org.w3c.dom.Node path, char command) {
        List<Double> steps = new ArrayList<>();
        String d = ((Element) path).getAttribute("d");
        for (int at = d.indexOf(command); at >= 0; at = d.indexOf(command, at + 1)) {
            int end = at + 1;
            while (end < d.length() && (Character.isDigit(d.charAt(end)) || d.charAt(end) == '.')) {
                end++;
            }
            steps.add(Double.parseDouble(d.substring(at + 1, end)));
        }
        return steps;
    }
}
