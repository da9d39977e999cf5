package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code ArrayBuffer}, with what Java needs of it: the words and bytes are the buffer's own, not copies. */
@JSClass(transparent = true)
public abstract class ArrayBuffer implements JSObject {
    private ArrayBuffer() {}

    /** Little-endian on every machine that runs workerd. The length must be a multiple of four. */
    @JSBody(script = "return new Int32Array(this)")
    @JSByRef
    public native int[] words();

    @JSBody(script = "return new Int8Array(this)")
    @JSByRef
    public native byte[] bytes();

    /** The bytes in base64 with padding. */
    @JSBody(script = "return new Uint8Array(this).toBase64()")
    public native String base64();

    /** The bytes in base64url without padding. */
    @JSBody(script = "return new Uint8Array(this).toBase64({alphabet: 'base64url', omitPadding: true})")
    public native String base64url();

    /** The bytes in lower-case hex. */
    @JSBody(script = "return new Uint8Array(this).toHex()")
    public native String hex();
}
