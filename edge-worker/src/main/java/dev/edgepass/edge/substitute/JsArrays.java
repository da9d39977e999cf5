package dev.edgepass.edge.substitute;

/** Methods of {@code Arrays} that the Worker's lists use, for arrays of objects alone: no array that they make is seen by its class. */
public final class JsArrays {
    private JsArrays() {}

    public static Object[] copyOf(Object[] original, int length) {
        Object[] copy = new Object[length];
        for (int i = 0; i < length && i < original.length; i++) {
            copy[i] = original[i];
        }
        return copy;
    }
}
