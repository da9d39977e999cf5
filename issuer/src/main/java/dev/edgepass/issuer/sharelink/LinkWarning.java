package dev.edgepass.issuer.sharelink;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a link should look at, although nothing is refused.
 *
 * @param path that it is about; absent where it is about the whole link
 * @param code {@code no-objects}: no object has this name, or lies in this folder, yet; {@code token-too-long}: the link can't be opened
 * @param detail for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkWarning(@Nullable String path, String code, String detail) {
    static LinkWarning noObjects(String path) {
        String detail = path.endsWith("/")
                ? "The folder has no objects."
                : "There is no object of this name. A folder ends in a slash: " + path + "/";
        return new LinkWarning(path, "no-objects", detail);
    }
}
