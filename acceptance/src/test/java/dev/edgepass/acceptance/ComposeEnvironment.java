package dev.edgepass.acceptance;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The variables that {@code docker-compose.yml} gives a service, and no other, with those of an {@code .env} filled in. */
record ComposeEnvironment(Map<String, String> dotEnv) {
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)(?:(:?-|:\\?)([^}]*))?}");

    /**
     * @param here replaces names of the containers' network and folders by what stands for them on this machine
     */
    Map<String, String> of(String service, UnaryOperator<String> here) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (service(service).get("environment") instanceof Map<?, ?> variables) {
            variables.forEach((name, value) -> {
                // Without a value it is there only where .env has it.
                String text = value == null ? dotEnv.get(name.toString()) : filled(value.toString());
                if (text != null) {
                    environment.put(name.toString(), here.apply(text));
                }
            });
        }
        return environment;
    }

    /** The arguments of the service's container. */
    List<String> command(String service) {
        return service(service).get("command") instanceof List<?> words
                ? words.stream().map(Object::toString).toList()
                : List.of();
    }

    private String filled(String value) {
        String filled = VARIABLE.matcher(value).replaceAll(found -> {
            String set = dotEnv.get(found.group(1));
            boolean missing = set == null || set.isEmpty() && ":-".equals(found.group(2));
            if (missing && !":-".equals(found.group(2)) && !"-".equals(found.group(2))) {
                throw new AssertionError(found.group(1) + " has to be set");
            }
            return Matcher.quoteReplacement(missing ? found.group(3) : set);
        });
        // The way to write a dollar that isn't compose's.
        return filled.replace("$$", "$");
    }

    private static Map<String, Object> service(String name) {
        try (Reader yaml = Files.newBufferedReader(EdgepassCommand.ROOT.resolve("docker-compose.yml"))) {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(yaml);
            return file.get("services").get(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
