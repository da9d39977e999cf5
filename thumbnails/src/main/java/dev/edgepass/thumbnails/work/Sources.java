package dev.edgepass.thumbnails.work;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.media.MediaTypes;
import dev.edgepass.token.ObjectKey;
import java.util.Locale;

/** Which objects are to have a thumbnail, by their names: a listing has no types. */
final class Sources {
    private Sources() {}

    static boolean isSource(String key) {
        return isMedium(key) && isAddressable(key) && new ObjectKey(key).shown() == null;
    }

    /** Parts of a stream are videos by their type, and thousands. */
    private static boolean isMedium(String key) {
        String type = MediaTypes.of(key);
        String name = key.toLowerCase(Locale.ROOT);
        return type.startsWith("image/") && !type.equals("image/svg+xml")
                || type.startsWith("video/") && !name.endsWith(".ts") && !name.endsWith(".m4s");
    }

    private static boolean isAddressable(String key) {
        try {
            ObjectKey.parse(key, JdkNfc.INSTANCE);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }
}
