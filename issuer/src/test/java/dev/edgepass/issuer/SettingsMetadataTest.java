package dev.edgepass.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** The settings as the build describes them to editors, and as the documents list them. */
class SettingsMetadataTest {
    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    /** In a table's head: what its names begin with. */
    private static final Pattern PREFIX = Pattern.compile("`(edgepass\\.[a-z.-]*\\.)` before it");

    private static final Pattern NAME = Pattern.compile("`([a-z0-9.-]+)`");

    @Test
    void every_setting_has_a_description_in_plain_text() throws Exception {
        assertThat(properties())
                .allSatisfy(property -> assertThat(property.get("description"))
                        .as("%s", property.get("name"))
                        .isNotNull()
                        .asString()
                        .doesNotContain("{@"));
    }

    @Test
    void every_setting_in_a_table_of_the_documents_is_there() throws Exception {
        List<String> documented = new ArrayList<>();
        try (Stream<Path> documents = Files.list(Path.of("../docs"))) {
            for (Path document :
                    documents.filter(file -> file.toString().endsWith(".md")).toList()) {
                documented.addAll(inTables(Files.readAllLines(document)));
            }
        }

        assertThat(documented).hasSizeGreaterThan(40);
        assertThat(properties().stream().map(property -> property.get("name"))).containsAll(new TreeSet<>(documented));
    }

    private static List<String> inTables(List<String> lines) {
        List<String> names = new ArrayList<>();
        String head = "";
        for (String line : lines) {
            String first = line.startsWith("|") ? line.split("\\|")[1] : "";
            if (first.isEmpty() || head.isEmpty()) {
                head = first;
            } else if (head.matches(" (property|setting) .*")) {
                Matcher prefix = PREFIX.matcher(head);
                String before = prefix.find() ? prefix.group(1) : "";
                Matcher name = NAME.matcher(first);
                while (name.find()) {
                    names.add(whole(before + name.group(1), names));
                }
            }
        }
        return names;
    }

    /** A name that begins with a dot is in the group of the one before it. */
    private static String whole(String name, List<String> before) {
        if (!name.startsWith(".")) {
            return name;
        }
        String last = before.get(before.size() - 1);
        return last.substring(0, last.lastIndexOf('.')) + name;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> properties() throws Exception {
        try (InputStream in = Objects.requireNonNull(SettingsMetadataTest.class.getResourceAsStream(METADATA))) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (List<Map<String, Object>>)
                    JsonParserFactory.getJsonParser().parseMap(json).get("properties");
        }
    }
}
