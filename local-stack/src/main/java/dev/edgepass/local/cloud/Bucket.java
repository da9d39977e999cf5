package dev.edgepass.local.cloud;

import java.util.Optional;

/** An R2 bucket. R2 makes it private. */
final class Bucket extends Part {
    private final String name;
    private final String key;

    Bucket(Cloud cloud, String name) {
        super(cloud);
        this.name = name;
        this.key = "bucket:" + name;
    }

    @Override
    Finding look() {
        if (cloud.api().find(cloud.bucket(name)).isPresent()) {
            return new Finding.There("the R2 bucket " + name);
        }
        return Finding.Step.make(
                "the R2 bucket " + name + ", private",
                key,
                Call.json(
                        "POST",
                        cloud.account("/r2/buckets"),
                        Json.object().put("name", name).put("storageClass", "Standard")));
    }

    @Override
    Optional<Finding> leftover() {
        if (!cloud.record().isOurs(key)) {
            return Optional.empty();
        }
        if (cloud.api().find(cloud.bucket(name)).isEmpty()) {
            return Optional.of(Finding.Step.delete("the record of the R2 bucket " + name + ", which is gone", key));
        }
        boolean isEmpty =
                cloud.api().get(cloud.bucket(name) + "/objects?per_page=1").isEmpty();
        return Optional.of(
                isEmpty
                        ? Finding.Step.delete("the empty R2 bucket " + name, key, Call.delete(cloud.bucket(name)))
                        : new Finding.Left("the R2 bucket " + name + " stays: it holds objects"));
    }
}
