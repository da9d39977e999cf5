package dev.edgepass.consumer.simulation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who and what there is: subjects, tenants, folders and objects; some names aren't ASCII. */
final class Catalogue {
    static final List<String> SUBJECTS = List.of("ada", "ben", "cem", "dua", "eva", "fay", "gil", "hua");
    static final List<String> TENANTS = List.of("acme", "blau", "corp");
    static final List<String> FOLDERS =
            List.of("projects/1/", "projects/2/", "projects/2/\u00e9t\u00e9/", "projects/3/", "archive/");
    private static final List<String> FILES = List.of("a.jpg", "b.mp4", "caf\u00e9.png");

    /** The keys of all objects, in NFC. */
    static final List<String> OBJECTS = objects();

    private static final Set<String> NAMES = new TreeSet<>(OBJECTS);

    private Catalogue() {}

    private static List<String> objects() {
        List<String> objects = new ArrayList<>();
        for (String folder : FOLDERS) {
            for (String file : FILES) {
                objects.add(folder + file);
            }
        }
        return List.copyOf(objects);
    }

    static String tenantOf(String subject) {
        return TENANTS.get(SUBJECTS.indexOf(subject) % TENANTS.size());
    }

    /** The other spelling of a name, which looks the same. */
    static String decomposed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD);
    }

    /** The object that R2 gives for {@code name}, which it normalises itself; empty where there is none. */
    static String served(String name) {
        String normalized = Normalizer.normalize(name, Normalizer.Form.NFC);
        return NAMES.contains(normalized) ? normalized : "";
    }
}
