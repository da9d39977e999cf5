package dev.edgepass.edge.workers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.teavm.jso.JSObject;

/** Bytes. */
public final class ArrayBuffer implements JSObject {
    private final byte[] bytes;

    public ArrayBuffer(byte[] bytes) {
        this.bytes = bytes;
    }

    public int[] words() {
        int[] words = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return words;
    }

    public byte[] bytes() {
        return bytes;
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }
}
