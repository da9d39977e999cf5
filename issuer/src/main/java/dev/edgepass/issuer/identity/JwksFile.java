package dev.edgepass.issuer.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.edgepass.worker.RepeatedWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JWKS in a file, read again when a key is asked for that it didn't have and the file is another one than before. Thread-safe. */
final class JwksFile implements JWKSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(JwksFile.class);

    private static final String FILE = "file";

    private final Path file;
    private final RepeatedWarnings warnings = new RepeatedWarnings(LOG);
    private volatile Loaded loaded = new Loaded(new JWKSet(), null);

    private record Loaded(JWKSet keys, @Nullable FileTime modified) {}

    JwksFile(Path file) {
        this.file = file;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> found = selector.select(loaded.keys);
        return found.isEmpty() ? selector.select(reload()) : found;
    }

    private JWKSet reload() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(loaded.modified)) {
                loaded = new Loaded(JWKSet.load(file.toFile()), modified);
            }
            warnings.over(FILE, file + " can be read");
        } catch (IOException | ParseException e) {
            warnings.warn(FILE, "no login is accepted until " + file + " can be read: " + e);
        }
        return loaded.keys;
    }
}
