package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code Request} of the Fetch standard. */
@JSClass(transparent = true)
public abstract class Request implements JSObject {
    private Request() {}

    @JSBody(script = "return this.url")
    public native String url();

    @JSBody(script = "return this.method")
    public native String method();

    @JSBody(script = "return this.headers")
    public native Headers headers();

    /** {@code cf.country} ("DE"); null where the platform doesn't say. */
    @JSBody(script = "return this.cf && this.cf.country || null")
    public native @Nullable String country();

    /** {@code cf.asn}, the number of the autonomous system ("64496"); null where the platform doesn't say. */
    @JSBody(script = "return this.cf && this.cf.asn ? String(this.cf.asn) : null")
    public native @Nullable String autonomousSystem();

    /** {@code cf.colo}, the data centre ("FRA"); null where the platform doesn't say. */
    @JSBody(script = "return this.cf && this.cf.colo || null")
    public native @Nullable String location();
}
