package dev.edgepass.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * A chart of both designs: for each the part of all samples that were refused by then, over a logarithmic axis of time, with the bound. An SVG of its own, without fonts
 * or scripts from elsewhere, in the colours of the reader's scheme.
 *
 * @param subtitle the measurement, in a few words
 * @param bound milliseconds
 */
public record DistributionChart(String subtitle, long bound) {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 520;
    private static final int LEFT = 72;
    private static final int RIGHT = WIDTH - 32;
    private static final int TOP = 136;
    private static final int BOTTOM = HEIGHT - 64;
    private static final double FIRST_MILLIS = 100;
    private static final double LAST_MILLIS = 100_000;
    private static final List<Double> TICKS = List.of(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0);

    /** Colours that colour-blind readers can tell apart, on white and on black. */
    private static final String STYLE = """
        <style>
          svg { --ink: #1f2328; --soft: #59636e; --grid: #d1d9e0; --ours: #0969da; --theirs: #bc4c00; --bound: #cf222e; --paper: #ffffff; }
          @media (prefers-color-scheme: dark) {
            svg { --ink: #f0f6fc; --soft: #9198a1; --grid: #3d444d; --ours: #58a6ff; --theirs: #f0883e; --bound: #ff7b72; --paper: #0d1117; }
          }
          text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 14px; fill: var(--ink); }
          .title { font-size: 19px; font-weight: 600; }
          .soft { fill: var(--soft); }
          .paper { fill: var(--paper); }
          .grid { stroke: var(--grid); stroke-width: 1; }
          .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
          .ours { stroke: var(--ours); }
          .theirs { stroke: var(--theirs); }
          .bound { stroke: var(--bound); stroke-width: 1.5; stroke-dasharray: 6 4; }
          .bound-text { fill: var(--bound); }
        </style>
        """;

    /** The SVG document. */
    public String svg(Distribution ours, Distribution theirs) {
        StringBuilder svg = new StringBuilder();
        String title = "From a revocation to its refusal, at each location";
        String first = "Edgepass: " + ours;
        String second = "One KV key for each revoked token: " + theirs;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-labelledby=\"title desc\">\n");
        svg.append("<title id=\"title\">" + escape(title) + "</title>\n");
        svg.append("<desc id=\"desc\">"
                + escape(subtitle + ". " + first + ". " + second + ". The bound is " + bound / 1000 + " s.")
                + "</desc>\n");
        svg.append(STYLE);
        svg.append("<rect class=\"paper\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\"/>\n");
        text(svg, LEFT, 34, "title", "start", title);
        text(svg, LEFT, 56, "soft", "start", subtitle);
        legend(svg, 82, "ours", first);
        legend(svg, 106, "theirs", second);
        grid(svg);
        line(svg, x(bound), TOP, x(bound), BOTTOM, "bound");
        text(svg, x(bound) + 8, TOP + 16, "bound-text", "start", bound / 1000 + " s bound");
        path(svg, "theirs", theirs);
        path(svg, "ours", ours);
        return svg.append("</svg>\n").toString();
    }

    private static void legend(StringBuilder svg, int y, String series, String text) {
        line(svg, LEFT, y - 5, LEFT + 28, y - 5, "line " + series);
        text(svg, LEFT + 38, y, "", "start", text);
    }

    private static void grid(StringBuilder svg) {
        for (double seconds : TICKS) {
            double x = x(seconds * 1000);
            line(svg, x, TOP, x, BOTTOM, "grid");
            String label = seconds < 1 ? Double.toString(seconds) : Integer.toString((int) seconds);
            text(svg, x, BOTTOM + 22, "soft", "middle", label + " s");
        }
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = y(percent / 100.0);
            line(svg, LEFT, y, RIGHT, y, "grid");
            text(svg, LEFT - 10, y + 5, "soft", "end", percent + " %");
        }
        text(
                svg,
                (LEFT + RIGHT) / 2.0,
                BOTTOM + 48,
                "soft",
                "middle",
                "part of all locations that refuse, by the time since the revocation was accepted");
    }

    /** Steps from nothing to all. */
    private static void path(StringBuilder svg, String series, Distribution samples) {
        if (samples.count() == 0) {
            return;
        }
        long[] sorted = samples.sorted();
        StringBuilder path = new StringBuilder("M" + number(x(FIRST_MILLIS)) + " " + number(y(0)));
        for (int i = 0; i < sorted.length; i++) {
            path.append("H" + number(x(sorted[i]))).append("V" + number(y((i + 1.0) / sorted.length)));
        }
        path.append("H" + number(x(LAST_MILLIS)));
        svg.append("<path class=\"line " + series + "\" d=\"" + path + "\"/>\n");
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2, String styles) {
        svg.append("<line class=\"" + styles + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\""
                + number(x2) + "\" y2=\"" + number(y2) + "\"/>\n");
    }

    private static void text(StringBuilder svg, double x, double y, String style, String anchor, String text) {
        svg.append("<text class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\""
                + anchor + "\">" + escape(text) + "</text>\n");
    }

    private static double x(double millis) {
        double clamped = Math.max(FIRST_MILLIS, Math.min(LAST_MILLIS, millis));
        double part = Math.log10(clamped / FIRST_MILLIS) / Math.log10(LAST_MILLIS / FIRST_MILLIS);
        return LEFT + part * (RIGHT - LEFT);
    }

    private static double y(double part) {
        return BOTTOM - part * (BOTTOM - TOP);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
