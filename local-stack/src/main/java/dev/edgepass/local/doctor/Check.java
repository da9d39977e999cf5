package dev.edgepass.local.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check found.
 *
 * @param seen one sentence, with figures and without a secret
 * @param mend the command or step that mends it; empty where there is nothing to mend, or nothing is known to
 */
public record Check(CheckId id, Level level, String seen, String mend) {
    static Check ok(CheckId id, String seen) {
        return new Check(id, Level.OK, seen, "");
    }

    static Check warn(CheckId id, String seen, String mend) {
        return new Check(id, Level.WARN, seen, mend);
    }

    static Check fail(CheckId id, String seen, String mend) {
        return new Check(id, Level.FAIL, seen, mend);
    }

    static Check unknown(CheckId id, String seen, String mend) {
        return new Check(id, Level.UNKNOWN, seen, mend);
    }

    /** All of {@code ids} for the same reason. */
    static List<Check> unknown(List<CheckId> ids, String reason) {
        return ids.stream().map(id -> unknown(id, reason, "")).toList();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id.id());
        json.put("level", level.word());
        json.put("seen", seen);
        json.put("mend", mend);
        return json;
    }
}
