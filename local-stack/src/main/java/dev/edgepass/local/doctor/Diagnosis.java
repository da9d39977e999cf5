package dev.edgepass.local.doctor;

import dev.edgepass.local.status.Humane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a doctor found.
 *
 * @param system {@code local}, {@code containers} or {@code none}
 */
public record Diagnosis(String system, List<Check> checks) {
    private static final String LINE = "  %-7s %-" + width() + "s %s";

    public Diagnosis {
        checks = checks.stream()
                .sorted((a, b) -> Integer.compare(a.id().ordinal(), b.id().ordinal()))
                .toList();
    }

    private static int width() {
        int width = 0;
        for (CheckId id : CheckId.values()) {
            width = Math.max(width, id.id().length());
        }
        return width;
    }

    /** Whether no check failed; some may warn, or be unknown. */
    public boolean isOk() {
        return count(Level.FAIL) == 0;
    }

    /** {@code system}, {@code ok} and {@code checks}, each with {@code id}, {@code level}, {@code seen} and {@code mend}. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("system", system);
        json.put("ok", isOk());
        json.put("checks", checks.stream().map(Check::json).toList());
        return json;
    }

    /** For a person: a line for each check with what mends it below, and a last line that sums up. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String group : groups()) {
            lines.add(group);
            for (List<Check> alike : alike(group)) {
                String more = alike.size() == 1 ? "" : " +" + (alike.size() - 1);
                lines.add(line(alike.get(0), alike.get(0).id().id() + more));
                addMend(lines, alike.get(0));
            }
        }
        lines.add(summary());
        return lines;
    }

    /** One line where all is well; else also those that warn or fail, with what mends them. */
    public List<String> shortForm() {
        List<String> lines = new ArrayList<>(List.of("doctor: " + summary()));
        checks.stream()
                .filter(check -> check.level() == Level.FAIL || check.level() == Level.WARN)
                .forEach(check -> {
                    lines.add(line(check, check.id().id()));
                    addMend(lines, check);
                });
        return lines;
    }

    String summary() {
        String all = Humane.count(checks.size(), "check", "checks") + ", ";
        if (count(Level.OK) == checks.size()) {
            return all + "all well";
        }
        List<String> counts = new ArrayList<>(List.of(count(Level.OK) + " well"));
        for (Level level : List.of(Level.FAIL, Level.WARN, Level.UNKNOWN)) {
            if (count(level) > 0) {
                counts.add(count(level) + " " + level.word());
            }
        }
        return all + String.join(", ", counts);
    }

    private long count(Level level) {
        return checks.stream().filter(check -> check.level() == level).count();
    }

    private Set<String> groups() {
        return checks.stream().map(check -> check.id().group()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Checks that say the very same are one line. */
    private List<List<Check>> alike(String group) {
        return List.copyOf(checks.stream()
                .filter(check -> check.id().group().equals(group))
                .collect(Collectors.groupingBy(
                        check -> check.level() + check.seen() + check.mend(), LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    private static String line(Check check, String ids) {
        return String.format(LINE, check.level().word(), ids, check.seen());
    }

    private static void addMend(List<String> lines, Check check) {
        if (!check.mend().isEmpty()) {
            lines.add(String.format(LINE, "", "", "-> " + check.mend()));
        }
    }
}
