package dev.edgepass.issuer.brand;

import java.util.regex.Pattern;

/**
 * A colour of the sRGB space.
 *
 * @param rgb 0xRRGGBB
 */
record Colour(int rgb) {
    /** For text and what can be clicked (WCAG 2.2, success criterion 1.4.3). */
    static final double READABLE = 4.5;

    static final Colour WHITE = new Colour(0xffffff);
    static final Colour BLACK = new Colour(0x000000);

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final int STEPS = 100;

    /** @throws IllegalArgumentException for what isn't #rrggbb */
    static Colour parse(String text) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' (expected: a colour such as #7a1f3d)");
        }
        return new Colour(Integer.parseInt(text.substring(1), 16));
    }

    /** From 1 to 21 (WCAG 2.2, "contrast ratio"). */
    double contrast(Colour other) {
        double one = luminance();
        double two = other.luminance();
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    /** The nearest mixture with {@code towards} that is readable on {@code ground}. */
    Colour readableOn(Colour ground, Colour towards) {
        for (int step = 0; step < STEPS; step++) {
            Colour mixed = mixed(towards, (double) step / STEPS);
            if (mixed.contrast(ground) >= READABLE) {
                return mixed;
            }
        }
        return towards;
    }

    private Colour mixed(Colour other, double part) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double channel = (rgb >> shift & 0xff) * (1 - part) + (other.rgb >> shift & 0xff) * part;
            mixed |= (int) Math.round(channel) << shift;
        }
        return new Colour(mixed);
    }

    private double luminance() {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** As CSS has it. */
    @Override
    public String toString() {
        return String.format("#%06x", rgb);
    }
}
