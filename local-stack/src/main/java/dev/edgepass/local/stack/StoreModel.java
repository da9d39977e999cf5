package dev.edgepass.local.stack;

import dev.edgepass.local.edge.WorkerBundle;
import dev.edgepass.local.install.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * For benchmarks: the locations see R2 and KV as Cloudflare's far locations do, slow and behind (src/main/edge/bench/modelled-stores.mjs), and each serves a second
 * design for comparison (kv-per-token.mjs).
 *
 * @param seed of the delays; each location draws its own
 */
public record StoreModel(long seed) {
    /** Where a location serves the other design: this before {@code view/TOKEN/key}. */
    public static final String KV_PER_TOKEN = "/kv-per-token/";

    /** What the head in R2 says, without the model's delay. */
    public static final String HEAD = "/bench/head";

    private static final List<String> MODULES = List.of("bench-entry.mjs", "kv-per-token.mjs", "modelled-stores.mjs");

    WorkerBundle wrap(WorkerBundle product, Installation installation) {
        Path folder = installation.edgeHost().resolveSibling("bench");
        Stream<Path> modules = MODULES.stream().map(folder::resolve);
        return new WorkerBundle(product.folder(), product.main(), product.configuration(), modules.toList());
    }

    /** The text bindings of location {@code index}: the product's and the model's. */
    Map<String, String> vars(Map<String, String> product, int index, URI issuer) {
        Map<String, String> vars = new LinkedHashMap<>(product);
        vars.put("BENCH_SEED", Long.toString(seed + index));
        vars.put("JWKS_URL", issuer.resolve("/.well-known/jwks.json").toString());
        return vars;
    }
}
