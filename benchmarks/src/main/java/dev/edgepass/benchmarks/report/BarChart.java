package dev.edgepass.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * A chart of one figure, such as the CPU that a request costs: a bar for each program in each case, from nothing to the median, with the middle half of the rounds as a line. An SVG of its own, like
 * {@link DistributionChart}.
 *
 * @param title the figure and its unit
 * @param subtitle the measurement, in a few words
 */
public record BarChart(String title, String subtitle) {
    /** Of what most benchmarks measure. */
    public static final String CPU = "CPU a request, in microseconds";

    private static final int WIDTH = 960;
    private static final int LEFT = 270;
    private static final int RIGHT = WIDTH - 130;
    private static final int TOP = 88;
    private static final int BAR = 18;
    private static final int STEP = 26;
    private static final int HEADING = 44;

    private static final String STYLE = """
        <style>
          svg { --ink: #1f2328; --soft: #59636e; --ours: #0969da; --theirs: #bc4c00; --floor: #8c959f; --paper: #ffffff; }
          @media (prefers-color-scheme: dark) {
            svg { --ink: #f0f6fc; --soft: #9198a1; --ours: #58a6ff; --theirs: #f0883e; --floor: #656c76; --paper: #0d1117; }
          }
          text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 14px; fill: var(--ink); }
          .title { font-size: 19px; font-weight: 600; }
          .heading { font-weight: 600; }
          .soft { fill: var(--soft); }
          .paper { fill: var(--paper); }
          .ours { fill: var(--ours); }
          .theirs { fill: var(--theirs); }
          .floor { fill: var(--floor); }
          .spread { stroke: var(--ink); stroke-width: 1.5; }
        </style>
        """;

    /**
     * One case.
     *
     * @param title the requests
     * @param bars a program each
     */
    public record Case(String title, List<Bar> bars) {}

    /**
     * One program.
     *
     * @param style {@code ours}, {@code theirs} or {@code floor}
     * @param value the figure
     */
    public record Bar(String name, String style, Spread value) {}

    /** The SVG document. */
    public String svg(List<Case> cases) {
        double longest = 1;
        int height = TOP;
        for (Case one : cases) {
            height += HEADING + one.bars().size() * STEP;
            for (Bar bar : one.bars()) {
                longest = Math.max(longest, bar.value().quantile(0.75));
            }
        }
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height
                + "\" role=\"img\" aria-labelledby=\"title desc\">\n");
        svg.append("<title id=\"title\">" + escape(title) + "</title>\n");
        svg.append("<desc id=\"desc\">" + escape(subtitle) + "</desc>\n");
        svg.append(STYLE);
        svg.append("<rect class=\"paper\" width=\"" + WIDTH + "\" height=\"" + height + "\"/>\n");
        text(svg, 32, 36, "title", "start", title);
        text(svg, 32, 60, "soft", "start", subtitle);
        int y = TOP;
        for (Case one : cases) {
            text(svg, 32, y + 16, "heading", "start", one.title());
            y += HEADING - 14;
            for (Bar bar : one.bars()) {
                bar(svg, bar, y, (RIGHT - LEFT) / longest);
                y += STEP;
            }
            y += 14;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Bar bar, int y, double scale) {
        double end = LEFT + bar.value().median() * scale;
        double from = LEFT + bar.value().quantile(0.25) * scale;
        double to = LEFT + bar.value().quantile(0.75) * scale;
        double middle = y + BAR / 2.0;
        text(svg, LEFT - 12, y + 14, "", "end", bar.name());
        svg.append("<rect class=\"" + bar.style() + "\" x=\"" + LEFT + "\" y=\"" + y + "\" width=\""
                + number(end - LEFT) + "\" height=\"" + BAR + "\"/>\n");
        svg.append("<line class=\"spread\" x1=\"" + number(from) + "\" y1=\"" + number(middle) + "\" x2=\"" + number(to)
                + "\" y2=\"" + number(middle) + "\"/>\n");
        text(
                svg,
                Math.max(end, to) + 10,
                y + 14,
                "soft",
                "start",
                String.format(Locale.ROOT, "%.0f", bar.value().median()));
    }

    private static void text(StringBuilder svg, double x, double y, String style, String anchor, String text) {
        svg.append("<text class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\""
                + anchor + "\">" + escape(text) + "</text>\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
