package dev.edgepass.issuer.brand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** The pages of those who were sent a link, with the operator's name, logo and colour in them, and the files that they name. Immutable. */
@Component
public class Brand {
    /** Of a share link. */
    public static final String SHARE_PAGE = "share.html";

    /** Of an upload link. */
    public static final String UPLOAD_PAGE = "upload.html";

    /** The folder of their other files, as pages name it. */
    public static final String FOLDER = "/assets/brand/";

    private static final String COLOURS = "<!-- The operator's colour. -->";
    private static final String SENDER = "<!-- The operator's name. -->";

    private final Map<String, Resource> files = new HashMap<>();

    /** @throws IllegalArgumentException for a logo or a colour that can't be used */
    Brand(BrandSettings settings) throws IOException {
        String colours = "";
        String sender = "";
        if (settings.accent() != null) {
            add("colours.css", accent(settings.accent()).css().getBytes(StandardCharsets.UTF_8));
            colours = "<link rel=\"stylesheet\" href=\"" + FOLDER + "colours.css\">";
        }
        if (settings.name() != null) {
            sender = "<p id=\"sender\" class=\"sender\">" + logo(settings) + "<span>" + escaped(settings.name())
                    + "</span></p>";
        }
        for (String name : List.of(SHARE_PAGE, UPLOAD_PAGE)) {
            String page = new ClassPathResource("static/" + name).getContentAsString(StandardCharsets.UTF_8);
            add(name, page.replace(COLOURS, colours).replace(SENDER, sender).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** By its last name. */
    public @Nullable Resource file(String name) {
        return files.get(name);
    }

    private String logo(BrandSettings settings) {
        if (settings.logoFile() == null) {
            return "";
        }
        Logo logo = Logo.read(settings.logoFile());
        String name = "logo." + logo.extension();
        add(name, logo.content());
        return "<img src=\"" + FOLDER + name + "\" alt=\"\">";
    }

    private void add(String name, byte[] content) {
        files.put(name, new BrandFile(name, content));
    }

    private static Accent accent(String text) {
        try {
            return Accent.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("edgepass.brand.accent: " + e.getMessage(), e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
