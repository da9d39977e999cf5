package dev.edgepass.benchmarks.revocation;

import dev.edgepass.local.edge.EdgeHostSettings;
import dev.edgepass.local.edge.EdgeLocation;
import dev.edgepass.local.edge.WorkerBundle;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Locations that see R2 and KV as Cloudflare's far locations do, slow and behind ({@code modelled-stores.mjs}), and that each serve a second design for comparison
 * ({@code kv-per-token.mjs}).
 *
 * @param scripts folder of those modules
 * @param issuer base URL
 * @param pollMillis between two reads of the head by an isolate
 * @param seed of the delays; each location draws its own
 */
record StoreModel(Path scripts, URI issuer, int pollMillis, long seed) implements UnaryOperator<EdgeHostSettings> {
    /** Where a location serves the other design: this before {@code view/TOKEN/key}. */
    static final String KV_PER_TOKEN = "/kv-per-token/";

    /** The head in R2, without the model's delay. */
    static final String HEAD = "/bench/head";

    private static final String ENTRY = "bench-entry.mjs";
    private static final List<String> MODULES = List.of(ENTRY, "kv-per-token.mjs", "modelled-stores.mjs");

    /** All locations read one replica of KV: how far it is behind is the model's. */
    private static final String REPLICA = "modelled";

    @Override
    public EdgeHostSettings apply(EdgeHostSettings product) {
        List<EdgeLocation> locations = product.locations();
        return new EdgeHostSettings(
                product.data(),
                product.s3Port(),
                product.kvPort(),
                worker(Objects.requireNonNull(product.worker()), product.data().resolve("modelled-worker")),
                IntStream.range(0, locations.size())
                        .mapToObj(index -> location(locations.get(index), index))
                        .toList());
    }

    /** The product's compiled code beside the model's modules, one of which is the entry. */
    private WorkerBundle worker(WorkerBundle product, Path folder) {
        try {
            Folders.delete(folder);
            Files.createDirectories(folder);
            Files.copy(product.folder().resolve("edgepass.js"), folder.resolve("edgepass.js"));
            for (String module : MODULES) {
                Files.copy(scripts.resolve(module), folder.resolve(module));
            }
        } catch (IOException e) {
            throw new StartFailure("Can't write to " + folder + ": " + e.getMessage() + ".", e);
        }
        return new WorkerBundle(folder, ENTRY, product.configuration());
    }

    private EdgeLocation location(EdgeLocation product, int index) {
        Map<String, String> vars = new LinkedHashMap<>(product.vars());
        vars.put("BENCH_SEED", Long.toString(seed + index));
        vars.put("POLL_MS", Integer.toString(pollMillis));
        vars.put("JWKS_URL", issuer.resolve("/.well-known/jwks.json").toString());
        return new EdgeLocation(product.name(), product.port(), vars, REPLICA, product.cf());
    }
}
