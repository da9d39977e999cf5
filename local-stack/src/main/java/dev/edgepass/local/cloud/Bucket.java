package dev.edgepass.local.cloud;

/** An R2 bucket. R2 makes it private. */
final class Bucket extends Part {
    private final String name;

    Bucket(Cloud cloud, String name) {
        super(cloud, "bucket:" + name);
        this.name = name;
    }

    @Override
    Finding look() {
        if (isThere()) {
            return new Finding.There("the R2 bucket " + name);
        }
        Call call = Call.json(
                "POST",
                cloud.account("/r2/buckets"),
                Json.object().put("name", name).put("storageClass", "Standard"));
        return Finding.Step.make("the R2 bucket " + name + ", private", key, call);
    }

    @Override
    Finding removal() {
        if (!isThere()) {
            return Finding.Step.delete("the R2 bucket " + name, key);
        }
        if (!cloud.api().get(cloud.bucket(name) + "/objects?per_page=1").isEmpty()) {
            return new Finding.Left("the R2 bucket " + name + " stays: it holds objects");
        }
        return Finding.Step.delete("the empty R2 bucket " + name, key, Call.delete(cloud.bucket(name)));
    }

    private boolean isThere() {
        return cloud.api().find(cloud.bucket(name)).isPresent();
    }
}
