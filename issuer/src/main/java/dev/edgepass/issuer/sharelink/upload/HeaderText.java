package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.MalformedException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text in an object's metadata, which are headers and hold ASCII: base64url of UTF-8. */
final class HeaderText {
    private HeaderText() {}

    static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where nobody but this service could have written it, and didn't. */
    static String decode(@Nullable String text) {
        try {
            return text == null ? "" : new String(Base64Url.decode(text), StandardCharsets.UTF_8);
        } catch (MalformedException e) {
            return "";
        }
    }
}
