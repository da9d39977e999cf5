package dev.edgepass.benchmarks.leaks;

/** What a link shows, which decides how long visits last and how many requests they make. */
enum Media {
    /** Pictures: a screen of thumbnails at once, then one every few seconds. */
    GALLERY {
        @Override
        int seconds() {
            return 90;
        }

        @Override
        int requests(Draws draws, int seconds) {
            return draws.between(8, 40) + (int) (seconds / (2 + 8 * draws.unit()));
        }
    },
    /** Segments of a stream: one about every four seconds, a few in advance. */
    VIDEO {
        @Override
        int seconds() {
            return 240;
        }

        @Override
        int requests(Draws draws, int seconds) {
            return 5 + (int) (seconds / (3.5 + draws.unit()));
        }
    };

    /** Median of a visit. */
    abstract int seconds();

    abstract int requests(Draws draws, int seconds);

    static Media drawn(Draws draws) {
        return draws.chance(0.6) ? GALLERY : VIDEO;
    }
}
