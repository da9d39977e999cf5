package dev.edgepass.local.cli;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.OpenDeadLetters.Open;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.backup.LogSource;
import dev.edgepass.local.dlt.DeadLetterTopics;
import dev.edgepass.local.dlt.Dismissal;
import dev.edgepass.local.dlt.LogRecords;
import dev.edgepass.local.dlt.LogWriter;
import dev.edgepass.local.dlt.RecordText;
import dev.edgepass.local.dlt.Retry;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.text.PrintableText;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code dlt}: records that the projections passed over (docs/upgrade.md, "What isn't an event at all"). */
@Command(
        name = "dlt",
        description = "Show records of the log that couldn't be read, append them anew, or dismiss them.",
        mixinStandardHelpOptions = true,
        subcommands = {DltCommand.Letters.class, DltCommand.Show.class, DltCommand.Again.class, DltCommand.Dismiss.class
        })
final class DltCommand implements Runnable {
    private static final int LONGEST_REASON = 2 * DeadLetter.LONGEST_TEXT;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    /** Runs where the log is reached: here, or in the container {@code tools}. */
    private abstract static class OnTheLog implements Callable<Integer> {
        @Mixin
        private DataOption data = new DataOption();

        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec command;

        /** The command's own words for the same in the container. */
        abstract List<String> arguments();

        abstract int run(String kafka, LogSource log);

        @Override
        public final Integer call() throws InterruptedException {
            Optional<Containers> containers = data.containers();
            if (containers.isPresent()) {
                List<String> words = new ArrayList<>(List.of("dlt", spec().name()));
                words.addAll(arguments());
                return containers.get().verdict(Containers.TOOLS, words);
            }
            String kafka = StackInfo.running(data.folder()).kafka();
            try (LogSource log = new KafkaLogSource(kafka)) {
                return run(kafka, log);
            }
        }

        final CommandLine.Model.CommandSpec spec() {
            return Objects.requireNonNull(command);
        }

        final Lines out() {
            return new Lines(spec().commandLine().getOut());
        }

        final PrintWriter err() {
            return spec().commandLine().getErr();
        }

        final DeadLetterTopics open(LogSource log) {
            DeadLetterTopics open = DeadLetterTopics.read(log);
            if (open.isCutShort()) {
                err().println("There may be more than these " + open.open().size() + ": settle them, and look again.");
            }
            if (open.foreign() > 0) {
                err().println(open.foreign() + " records of the dead letter topics are no letters.");
            }
            return open;
        }
    }

    /** {@code dlt list}. */
    @Command(
            name = "list",
            description = "Print the records about which nothing was decided yet: id, since when, and why.",
            mixinStandardHelpOptions = true)
    static final class Letters extends OnTheLog {
        @Option(names = "--all", description = "Every letter instead, with repeated ones and decisions.")
        private boolean isAll;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Override
        List<String> arguments() {
            List<String> words = new ArrayList<>();
            if (isAll) {
                words.add("--all");
            }
            if (json) {
                words.add("--json");
            }
            return words;
        }

        @Override
        int run(String kafka, LogSource log) {
            if (isAll) {
                DeadLetterTopics.readAll(log, this::print);
                return CommandLine.ExitCode.OK;
            }
            DeadLetterTopics found = open(log);
            for (Open open : found.open()) {
                print(open.record(), Instant.ofEpochMilli(open.since()), "reason", open.reason());
            }
            if (found.open().isEmpty() && !json) {
                out().accept("Nothing is open: no record was passed over, or each is settled.");
            }
            return CommandLine.ExitCode.OK;
        }

        private void print(Instant at, DeadLetter letter) {
            if (letter instanceof DeadLetter.PassedOver passedOver) {
                print(letter.record(), at, "reason", passedOver.reason());
            } else if (letter instanceof DeadLetter.Settled settled) {
                print(letter.record(), at, settled.outcome().name().toLowerCase(Locale.ROOT), settled.note());
            }
        }

        private void print(RecordId record, Instant at, String kind, String text) {
            String printable = PrintableText.of(text, LONGEST_REASON);
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("record", record.toString());
                object.put("time", at.toString());
                object.put(kind, printable);
                out().accept(JsonMapper.shared().writeValueAsString(object));
            } else {
                out().accept(record + "  " + at + "  " + (kind.equals("reason") ? "" : kind + ": ") + printable);
            }
        }
    }

    /** {@code dlt show}. */
    @Command(
            name = "show",
            description = "Print a record of the log, and what today's readers make of it.",
            mixinStandardHelpOptions = true)
    static final class Show extends OnTheLog {
        @Parameters(paramLabel = "ID", converter = Id.class, description = "As dlt list names it.")
        private @Nullable RecordId id;

        @Option(names = "--json", description = "One JSON object.")
        private boolean json;

        @Override
        List<String> arguments() {
            return json ? List.of(String.valueOf(id), "--json") : List.of(String.valueOf(id));
        }

        @Override
        int run(String kafka, LogSource log) {
            RecordId record = Objects.requireNonNull(id);
            Optional<String> reason = open(log).about(record).map(Open::reason);
            RecordText text = RecordText.of(new LogRecords(log), record, reason)
                    .orElseThrow(() -> new StartFailure("The log has no record at " + record + "."));
            List<String> lines = json ? List.of(JsonMapper.shared().writeValueAsString(text.json())) : text.lines();
            lines.forEach(out());
            return CommandLine.ExitCode.OK;
        }
    }

    /** One record or all. */
    private static final class Which {
        @Parameters(paramLabel = "ID", converter = Id.class, description = "As dlt list names it.")
        private @Nullable RecordId id;

        @Option(names = "--all", required = true, description = "All that are open, 10,000 of them at most.")
        private boolean isAll;

        String word() {
            return id == null ? "--all" : id.toString();
        }

        /**
         * @throws StartFailure where the one isn't open: it was mistyped, or another has settled it
         */
        List<RecordId> of(DeadLetterTopics open) {
            if (id == null) {
                return open.open().stream().map(Open::record).toList();
            }
            if (open.about(id).isEmpty()) {
                throw new StartFailure("No open letter is about " + id + ": see edgepass dlt list --all.");
            }
            return List.of(id);
        }
    }

    /** {@code dlt retry}. */
    @Command(
            name = "retry",
            description =
                    "Append records anew that today's readers can read. A copy counts from its new position: a revocation from before refuses what was issued since, too.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:all were appended, or would be",
                "1:some were refused, or it couldn't be done",
                "2:wrong use"
            },
            mixinStandardHelpOptions = true)
    static final class Again extends OnTheLog {
        @ArgGroup(multiplicity = "1")
        private Which which = new Which();

        @ArgGroup(multiplicity = "1")
        private Mode mode = new Mode();

        /** The log keeps what is appended for ever. */
        private static final class Mode {
            @Option(names = "--yes", required = true, description = "Append them.")
            private boolean isSure;

            @Option(names = "--dry-run", required = true, description = "Only say what would be appended.")
            private boolean isDryRun;
        }

        @Override
        List<String> arguments() {
            return List.of(which.word(), mode.isSure ? "--yes" : "--dry-run");
        }

        @Override
        int run(String kafka, LogSource log) {
            List<RecordId> records = which.of(open(log));
            if (records.isEmpty()) {
                out().accept("Nothing is open.");
            }
            if (mode.isDryRun) {
                return exitCode(new Retry(new LogRecords(log), Optional.empty(), out()).run(records));
            }
            try (LogWriter writer = new LogWriter(kafka)) {
                return exitCode(new Retry(new LogRecords(log), Optional.of(writer), out()).run(records));
            }
        }

        private static int exitCode(boolean allTaken) {
            return allTaken ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** {@code dlt dismiss}. */
    @Command(
            name = "dismiss",
            description = "Decide that records stay without effect, so that nothing is open about them.",
            mixinStandardHelpOptions = true)
    static final class Dismiss extends OnTheLog {
        @ArgGroup(multiplicity = "1")
        private Which which = new Which();

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for who asks later.")
        private String reason = "";

        @Override
        List<String> arguments() {
            return List.of(which.word(), "--reason", reason);
        }

        @Override
        int run(String kafka, LogSource log) {
            List<RecordId> records = which.of(open(log));
            if (records.isEmpty()) {
                out().accept("Nothing is open.");
            }
            try (LogWriter writer = new LogWriter(kafka)) {
                new Dismissal(new LogRecords(log), writer, out()).run(records, reason);
            }
            return CommandLine.ExitCode.OK;
        }
    }

    /** {@code edgepass.control-0@17}. */
    private static final class Id implements CommandLine.ITypeConverter<RecordId> {
        @Override
        public RecordId convert(String text) {
            return RecordId.parse(text)
                    .orElseThrow(() -> new CommandLine.TypeConversionException(
                            "'" + text + "' isn't a record of the log (expected: such as edgepass.control-0@17)"));
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(command).commandLine(),
                "Missing command (expected: list, show, retry or dismiss)");
    }
}
