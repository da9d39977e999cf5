package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** The globals of whichever request is running. */
public final class Runtime {
    private Runtime() {}

    public static double now() {
        return VirtualPlatform.current().now();
    }

    public static Promise<JSObject> sleep(int milliseconds) {
        return VirtualPlatform.current().sleep(milliseconds);
    }

    public static void warn(String line) {
        VirtualPlatform.current().warn(line);
    }

    public static String describe(JSObject thrown) {
        return String.valueOf(thrown);
    }

    public static boolean isNfc(String text) {
        return VirtualPlatform.current().isNfc(text);
    }
}
