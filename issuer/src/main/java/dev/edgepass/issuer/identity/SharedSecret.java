package dev.edgepass.issuer.identity;

import dev.edgepass.settings.Hs256Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** The key of HS256 logins, which the app's backend has too (RFC 7518 section 3.2). */
final class SharedSecret {
    private SharedSecret() {}

    static boolean isSet(IdentitySettings settings) {
        return StringUtils.hasText(settings.hs256Secret()) || file(settings) != null;
    }

    /**
     * @throws IdentityNotConfiguredException where it can't be read, isn't base64, or is too short
     */
    static SecretKey key(IdentitySettings settings) {
        Path file = file(settings);
        String property = file == null ? IdentitySettings.HS256_SECRET : IdentitySettings.HS256_SECRET_FILE;
        String base64 = file == null ? Objects.requireNonNull(settings.hs256Secret()) : read(property, file);
        byte[] bytes;
        try {
            bytes = Hs256Secret.parse(property, base64);
        } catch (IllegalArgumentException e) {
            throw unusable(e.getMessage() + ".");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static @Nullable Path file(IdentitySettings settings) {
        Path file = settings.hs256SecretFile();
        return file == null || file.toString().isBlank() ? null : file;
    }

    private static String read(String property, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unusable(
                    property + ": " + file + " can't be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static IdentityNotConfiguredException unusable(String message) {
        return new IdentityNotConfiguredException(
                message,
                "Give the bytes that the app's backend signs its sessions with, in base64 (RFC 4648 section 4);"
                        + " openssl rand -base64 32 makes a new one.");
    }
}
