package dev.edgepass.issuer.brand;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;

/** A file of the links' pages that is made at the start, and is as old as that. */
final class BrandFile extends ByteArrayResource {
    private final String name;
    private final long made = System.currentTimeMillis();

    BrandFile(String name, byte[] content) {
        super(content, name);
        this.name = name;
    }

    /** Its ending says the media type. */
    @Override
    public String getFilename() {
        return name;
    }

    /** Milliseconds since 1970. */
    @Override
    public long lastModified() {
        return made;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof BrandFile file && name.equals(file.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, super.hashCode());
    }
}
