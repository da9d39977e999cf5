package dev.edgepass.edge.usage;

import dev.edgepass.edge.exchange.Exchange;
import dev.edgepass.edge.usage.core.Viewer;
import org.jspecify.annotations.Nullable;

/** As Cloudflare says in the request's header and its {@code cf}. */
record RequestViewer(Exchange exchange) implements Viewer {
    @Override
    public @Nullable String address() {
        return exchange.header("cf-connecting-ip");
    }

    @Override
    public @Nullable String country() {
        return exchange.request().country();
    }

    @Override
    public @Nullable String operator() {
        return exchange.request().autonomousSystem();
    }
}
