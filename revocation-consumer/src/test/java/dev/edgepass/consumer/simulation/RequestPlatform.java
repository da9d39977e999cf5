package dev.edgepass.consumer.simulation;

import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.VirtualPlatform;
import dev.edgepass.jdk.JdkNfc;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.teavm.jso.JSObject;

/** What the Worker's code has of its platform while it runs for one request: virtual time by the location's clock, and a stand-in for ES256. */
final class RequestPlatform extends VirtualPlatform {
    private final Model model;
    private final IsolateNode isolate;
    private final BooleanSupplier vanished;

    /**
     * @param vanished whether nothing that the request began goes on
     */
    RequestPlatform(Model model, IsolateNode isolate, BooleanSupplier vanished) {
        this.model = model;
        this.isolate = isolate;
        this.vanished = vanished;
    }

    @Override
    protected boolean isGone() {
        return vanished.getAsBoolean();
    }

    @Override
    protected long now() {
        return isolate.clock();
    }

    @Override
    protected void in(long millis, Runnable code) {
        model.scheduler.in(millis, () -> {
            if (isGone()) {
                return;
            }
            try {
                run(code);
            } catch (Violation e) {
                throw e;
            } catch (RuntimeException e) {
                throw new Violation(isolate.name(), e);
            }
        });
    }

    @Override
    protected Promise<JSObject> sleep(int millis) {
        Promise<JSObject> sleep = Promise.pending();
        if (millis == FeedState.LOOK_AGAIN && model.has(Planted.POLL_THAT_NEVER_SETTLES)) {
            isolate.awaitRead(() -> in(0, () -> sleep.fulfil(null)));
        } else {
            in(millis, () -> sleep.fulfil(null));
        }
        return sleep;
    }

    @Override
    protected void warn(String line) {
        model.say(isolate.name(), () -> line);
    }

    @Override
    protected boolean isNfc(String text) {
        return model.has(Planted.DECOMPOSED_NAME) || JdkNfc.INSTANCE.isNormalized(text);
    }

    @Override
    protected Map<String, Response> cache(String name) {
        return isolate.location().cache();
    }

    @Override
    protected long cacheTime() {
        return model.scheduler.between(0, 10);
    }

    @Override
    protected long cryptoTime() {
        return model.scheduler.between(0, 3);
    }

    @Override
    protected boolean verify(String x, String data, byte[] signature) {
        return Jws.verify(x, data, signature);
    }
}
