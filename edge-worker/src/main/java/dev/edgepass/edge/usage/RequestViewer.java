package dev.edgepass.edge.usage;

import dev.edgepass.edge.usage.core.Viewer;
import dev.edgepass.edge.workers.Request;
import org.jspecify.annotations.Nullable;

/** As Cloudflare says in the request's header and its {@code cf}. */
record RequestViewer(Request request) implements Viewer {
    @Override
    public @Nullable String address() {
        return request.headers().get("cf-connecting-ip");
    }

    @Override
    public @Nullable String country() {
        return request.country();
    }
}
