package dev.edgepass.benchmarks.leaks;

import java.util.SplittableRandom;

/** Seeded draws. {@link StrictMath} gives the same figures on every machine. Not thread-safe. */
final class Draws {
    private final SplittableRandom random;

    Draws(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Uniform, both ends included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    double unit() {
        return random.nextDouble();
    }

    /** An id that is new in all likelihood: positive, 44 bits. */
    long id() {
        return random.nextLong() >>> 20;
    }

    /** Uniform in the logarithm, rounded down; both ends included. */
    int logUniform(int least, int most) {
        double log = StrictMath.log(least) + random.nextDouble() * StrictMath.log((most + 1.0) / least);
        return Math.min(most, (int) StrictMath.exp(log));
    }

    /** Log-normal: half are below {@code median}; {@code sigma} is the logarithm's standard deviation. */
    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * normal());
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    private double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
                * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
