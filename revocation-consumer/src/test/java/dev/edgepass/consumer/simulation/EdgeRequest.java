package dev.edgepass.consumer.simulation;

import dev.edgepass.decision.Refusal;
import dev.edgepass.edge.exchange.Exchange;
import dev.edgepass.edge.http.Route;
import dev.edgepass.edge.view.Isolate;
import dev.edgepass.edge.view.Views;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Handle;
import dev.edgepass.token.ObjectKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One view, answered by the Worker's own code. A cancelled request gets no answer; what it began may go on, or vanish between any two of its steps.
 */
final class EdgeRequest {
    private static final String ORIGIN = "https://media.example";
    private static final String PROBLEM = "urn:edgepass:problem:";

    private final Model model;
    private final IsolateNode isolate;
    private final MintedToken token;
    private final String path;
    private final long arrived;
    private final RequestPlatform platform;
    private boolean over;
    private boolean vanished;

    /**
     * @param path the key as the viewer spells it
     */
    EdgeRequest(Model model, IsolateNode isolate, MintedToken token, String path) {
        this.model = model;
        this.isolate = isolate;
        this.token = token;
        this.path = path;
        this.arrived = model.now();
        this.platform = new RequestPlatform(model, isolate, () -> vanished);
    }

    IsolateNode isolate() {
        return isolate;
    }

    String where() {
        return isolate.name();
    }

    /** True time. */
    long arrived() {
        return arrived;
    }

    void start() {
        model.oracle.views().opened(this);
        platform.run(() -> {
            String url = ORIGIN + "/view/" + token.compact() + "/" + new ObjectKey(path).toPath();
            EdgeBindings bindings = new EdgeBindings(model, isolate, platform);
            Isolate worker = isolate.isolate();
            ExecutionContext context = bindings.context();
            // Views aren't counted here, and nothing else looks at the platform's request.
            Exchange exchange = new Exchange(
                    worker.reader(bindings, context), null, url, "GET", Headers.create(), bindings, context);
            Views.answer(worker, exchange, (Route.View) Route.of(url)).thenRun(this::answered);
        });
    }

    void cancel() {
        if (over) {
            return;
        }
        end();
        // What is anchored with waitUntil goes on, as a rule.
        vanished = model.scheduler.chance(0.5);
        model.say(where(), () -> this + " is cancelled" + (vanished ? " with all that it began" : ""));
    }

    private void end() {
        over = true;
        model.oracle.views().closed(this);
    }

    private void answered(Response response) {
        if (over) {
            return;
        }
        end();
        FeedView view = isolate.state().view();
        if (response.status() == 200) {
            model.say(
                    where(),
                    () -> this + " granted at position "
                            + (view == null ? 0 : view.head().position()));
            model.oracle.views().granted(this, token, handles(Catalogue.served(path)));
        } else {
            refused(code(response), view);
        }
    }

    private void refused(String code, @Nullable FeedView view) {
        model.say(where(), () -> this + " refused: " + code);
        if (code.equals("media-unavailable")) {
            model.oracle.views().unavailable(this);
            return;
        }
        Refusal refusal = refusal(code);
        if (refusal != Refusal.MALFORMED_KEY) {
            model.oracle.views().refused(this, token, handles(path), refusal, view);
        }
    }

    private static String code(Response response) {
        JsonObject problem = JsonReader.readObject(response.text());
        return problem.requireString("type").substring(PROBLEM.length());
    }

    private Refusal refusal(String code) {
        for (Refusal refusal : Refusal.values()) {
            if (refusal.code().equals(code)) {
                return refusal;
            }
        }
        throw new Violation(Invariant.NO_CODE_FAILS, where(), this + " was answered " + code);
    }

    private static List<String> handles(String key) {
        return Handle.of(new ObjectKey(key)).stream().map(Handle::toString).toList();
    }

    @Override
    public String toString() {
        return "view of " + path + " with " + token;
    }
}
