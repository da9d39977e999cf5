package dev.edgepass.local.doctor;

import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DotEnv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the variables of {@code docker-compose.yml}. */
final class SettingsProbe {
    private SettingsProbe() {}

    /**
     * @throws NotSeen where the file can't be read
     */
    static SettingsFacts of(Path file, Path keys) {
        DotEnv env = new DotEnv(file);
        try {
            Map<String, String> values = new LinkedHashMap<>();
            for (String name : SettingsFacts.ALL) {
                String value = env.value(name);
                if (!value.isEmpty()) {
                    values.put(name, value);
                }
            }
            return new SettingsFacts(
                    file.toString(),
                    Files.exists(file),
                    env.isOpen(),
                    values,
                    Files.getAttribute(keys, "unix:uid").toString());
        } catch (StartFailure | IOException | UnsupportedOperationException e) {
            throw new NotSeen(
                    "The settings in " + file + " can't be read ("
                            + e.getClass().getSimpleName() + ").",
                    e);
        }
    }
}
