package dev.edgepass.local;

import dev.edgepass.local.cli.EdgepassCommand;

/** Main class of {@code ./edgepass}. */
public final class Edgepass {
    private Edgepass() {}

    public static void main(String[] args) {
        System.exit(EdgepassCommand.run(args));
    }
}
