package dev.edgepass.issuer.brand;

import static dev.edgepass.issuer.brand.Colour.READABLE;

import java.util.Locale;

/**
 * The accent of the share page in both schemes, each with the colour of text on it.
 *
 * @param light on the light page
 * @param dark on the dark one
 */
record Accent(Colour light, Colour dark) {
    /** As style.css has them: the less favourable of page and card. */
    private static final Colour LIGHT_GROUND = new Colour(0xf7f7f5);

    private static final Colour DARK_GROUND = new Colour(0x1e2023);
    private static final Colour DARK_INK = new Colour(0x10131a);

    /** @throws IllegalArgumentException if it can't be read on the light page */
    static Accent of(String text) {
        Colour light = Colour.parse(text);
        if (light.contrast(LIGHT_GROUND) < READABLE) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s has a contrast of %.1f to the page (expected: at least %.1f, such as %s)",
                    light,
                    light.contrast(LIGHT_GROUND),
                    READABLE,
                    light.readableOn(LIGHT_GROUND, Colour.BLACK)));
        }
        return new Accent(light, light.readableOn(DARK_GROUND, Colour.WHITE));
    }

    /** The lightbox is dark in both schemes. */
    String css() {
        return ":root{" + variables(light) + "}@media (prefers-color-scheme:dark){:root{" + variables(dark)
                + "}}#lightbox{" + variables(dark) + "}\n";
    }

    private static String variables(Colour accent) {
        Colour ink = accent.contrast(Colour.WHITE) >= READABLE ? Colour.WHITE : DARK_INK;
        return "--accent:" + accent + ";--accent-ink:" + ink;
    }
}
