package dev.edgepass.local.cli;

import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Replay;
import dev.edgepass.local.stack.StackInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay}: folds the log again, by the revocation consumer; its exit code is this command's, and 2 where it can't be started. */
@Command(
        name = "replay",
        description =
                "Fold the log of the running stack anew beside the live read model, and replace there what differs; or compare only, show a past state, or list the events.",
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:equal, made equal, shown, listed, or a new epoch began",
            "1:something differs, or no new epoch is called for",
            "2:it couldn't run, or not to the end of a log that is held, or wrong use: no verdict",
            "3:a new epoch isn't called for, since R2 has no feed"
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--dry-run", description = "Only report differences; change nothing.")
    private boolean dryRun;

    @Option(
            names = "--until",
            paramLabel = "TIME|POSITION",
            description =
                    "Show what was so then: at a time such as 2026-11-30T10:00:00Z, or after so many records of the control log.")
    private @Nullable String until;

    @Option(
            names = "--list",
            description = "Print the events instead: time, topic, offset, type and what they are about.")
    private boolean list;

    @Option(
            names = "--new-epoch",
            description =
                    "Go on with a log that went back (recreated, cut, restored): refuse every token issued before, publish anew.")
    private boolean newEpoch;

    @Option(names = "--link", paramLabel = "ID", description = "With --list: only events of this share link.")
    private @Nullable String link;

    @Option(names = "--json", description = "With --list or --until: one JSON object a line.")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "With --list: the newest N events (10,000 unless said otherwise).")
    private @Nullable Integer limit;

    @Option(names = "--time", description = "With --list: say how long it took.")
    private boolean time;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws InterruptedException {
        Optional<Containers> containers = data.containers();
        if (containers.isPresent()) {
            List<String> program = new ArrayList<>(List.of("replay"));
            program.addAll(arguments());
            return containers.get().verdict("revocation-consumer", program);
        }
        DataFolder folder = data.folder();
        return Replay.of(folder, StackInfo.running(folder)).run(arguments());
    }

    /** The consumer's own words for it. */
    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (dryRun) {
            arguments.add("--dry-run");
        }
        if (list) {
            arguments.add("--list");
        }
        if (newEpoch) {
            arguments.add("--new-epoch");
        }
        if (until != null) {
            arguments.addAll(List.of("--until", until));
        }
        if (json) {
            arguments.add("--json");
        }
        if (time) {
            arguments.add("--time");
        }
        if (link != null) {
            arguments.addAll(List.of("--link", link));
        }
        if (limit != null) {
            arguments.addAll(List.of("--limit", limit.toString()));
        }
        return arguments;
    }
}
