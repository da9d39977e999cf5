package dev.edgepass.edge.substitute;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@link dev.edgepass.edge.memory.TextMap} by {@code Map}. */
public final class JsTextMap<V> {
    /** TeaVM wraps what goes to JavaScript and isn't a {@code JSObject}. */
    private static final class Slot<V> implements JSObject {
        final V value;

        Slot(V value) {
            this.value = value;
        }
    }

    /** {@code Map}. */
    @JSClass(transparent = true, name = "Map")
    private abstract static class PlatformMap implements JSObject {
        @JSBody(script = "return new Map()")
        static native PlatformMap create();

        @JSBody(params = "key", script = "return this.get(key) || null")
        native @Nullable Slot<?> get(String key);

        @JSBody(
                params = {"key", "slot"},
                script = "this.set(key, slot)")
        native void put(String key, Slot<?> slot);

        @JSBody(params = "key", script = "this.delete(key)")
        native void remove(String key);
    }

    private final PlatformMap slots = PlatformMap.create();

    public @Nullable V get(String key) {
        @SuppressWarnings("unchecked")
        Slot<V> slot = (Slot<V>) slots.get(key);
        return slot == null ? null : slot.value;
    }

    public void put(String key, V value) {
        slots.put(key, new Slot<>(value));
    }

    public @Nullable V remove(String key) {
        V removed = get(key);
        if (removed != null) {
            slots.remove(key);
        }
        return removed;
    }
}
