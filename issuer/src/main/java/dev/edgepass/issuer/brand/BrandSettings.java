package dev.edgepass.issuer.brand;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.brand}: whose share and upload pages they are.
 *
 * @param name of the sender, above the title of each page; 60 characters at most
 * @param logoFile a picture beside the name, PNG, JPEG, WebP or SVG, 200 KB at most; needs a name
 * @param accent colour of buttons and links, such as #7a1f3d, with a contrast of at least 4.5 to the light page; the dark page has a lighter one of its hue
 */
@ConfigurationProperties("edgepass.brand")
record BrandSettings(
        @Nullable String name,
        @Nullable Path logoFile,
        @Nullable String accent) {
    private static final int LONGEST_NAME = 60;

    BrandSettings {
        name = name == null || name.isBlank() ? null : name.strip();
        logoFile = logoFile == null || logoFile.toString().isBlank() ? null : logoFile;
        accent = accent == null || accent.isBlank() ? null : accent.strip();
        if (name != null && (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("edgepass.brand.name: " + name.length() + " characters (expected: 1 to "
                    + LONGEST_NAME + ", without control characters)");
        }
        if (logoFile != null && name == null) {
            throw new IllegalArgumentException(
                    "edgepass.brand.logo-file: without edgepass.brand.name (expected: a name, for those who don't see the logo)");
        }
    }
}
