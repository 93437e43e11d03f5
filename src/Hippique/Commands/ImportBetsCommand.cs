using System.CommandLine;
using System.Text.Json;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Imports;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Commands;

/// <summary>
/// <c>hippique import bets FILE [--operator zeturf] [--column stake=Mise] [--races PATH] [--dividends PATH] [--empty-is-lost] [--dry-run] [--data DIR]</c>: bets from a file of the user's
/// or his operator's, checked against the results that are known.
/// </summary>
internal static class ImportBetsCommand
{
    /// <summary>A file of the user's is some kilobytes a month.</summary>
    private const long MostBytes = 64 << 20;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = Texts.Get("import_bets_file") };
        var where = new Option<string?>("--operator") { Description = Texts.Get("import_bets_operator"), HelpName = "zeturf|pmu|genybet" };
        var column = new Option<string[]>("--column") { Description = Texts.Get("import_bets_column"), HelpName = "stake=Mise" };
        var races = Many("--races", "import_bets_races");
        var dividends = Many("--dividends", "import_bets_dividends");
        var lost = new Option<bool>("--empty-is-lost") { Description = Texts.Get("import_bets_lost") };
        var dry = new Option<bool>("--dry-run") { Description = Texts.Get("import_bets_dry") };
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var command = new Command("bets", Texts.Get("import_bets")) { file, where, column, races, dividends, lost, dry, data };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                var pool = parsed.GetValue(where) is { } named
                    ? PoolText.ParseSold(named).Convert(Pool? (sold) => sold)
                    : ParseResult<Pool?>.Ok(null);
                var columns = Columns(parsed.GetValue(column) ?? []);
                if (!pool.IsOk || !columns.IsOk)
                    return screen.Fail(pool.IsOk ? columns.Error : pool.Error);
                using var place = ArtifactPlace.Open(parsed.GetValue(data));
                if (place.Anchor is not null)
                    return screen.Fail(Texts.Get("import_bets_rehearsal", place.Name));
                return await RunAsync(
                    new BetImportOrder
                    {
                        Content = await ReadAsync(parsed.GetRequiredValue(file), cancellationToken),
                        Pool = pool.Value,
                        Columns = columns.Value,
                        EmptyIsLost = parsed.GetValue(lost),
                        Recorded = Recorded(place, parsed.GetValue(races) ?? [], parsed.GetValue(dividends) ?? []),
                        DryRun = parsed.GetValue(dry),
                        By = LocalWork.User.Name,
                    },
                    place,
                    screen,
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static Option<string[]> Many(string name, string description) =>
        new(name)
        {
            AllowMultipleArgumentsPerToken = true,
            Description = Texts.Get(description),
            HelpName = "PATH",
        };

    private static async Task<int> RunAsync(BetImportOrder order, ArtifactPlace place, Screen screen, CancellationToken cancellationToken)
    {
        var (ledger, plans) = (new StoredLedger(place.Store), new PlanStore(place.Store));
        var books = new RaceBooks(place.Store, plans, ledger, NullLogger<RaceBooks>.Instance);
        var imported = new ImportedBets(place.Store);
        var recorder = new BetRecorder(
            books,
            ledger,
            plans,
            new EventBus([], TimeProvider.System, NullLogger<EventBus>.Instance),
            TimeProvider.System
        );
        var import = new BetImport(place.Store, plans, new OwnTickets(ledger, recorder), imported, TimeProvider.System);
        var read = await import.RunAsync(order, cancellationToken);
        if (!read.IsOk)
            return screen.Fail(read.Error);
        var report = read.Value;
        var balances = new BalanceReader(ledger, imported, new LedgerMode(ledger));
        var balance = (await balances.ReadAsync(null, null, cancellationToken)).Imported;
        screen.Json(new ImportAnswer(report.Refused.Count == 0, order.DryRun, report, balance));
        var lines = new ImportLines(Texts.Culture);
        foreach (var line in lines.Of(report, order.DryRun))
            screen.Out.WriteLine(line);
        if (balance is not null && !order.DryRun)
        {
            foreach (var line in new BalanceLines(Texts.Culture).Of(LedgerBookKind.Imported, balance))
                screen.Out.WriteLine(line);
        }
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
        return report.Refused.Count == 0 ? 0 : 1;
    }

    /// <exception cref="FileRefusedException">It cannot be read, or is too long.</exception>
    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path).Length > MostBytes
                ? throw new FileRefusedException(Problem.Of($"{path} is too long for a file of bets"))
                : await File.ReadAllBytesAsync(path, cancellationToken);
        }
        // The boundary to the disk: what can go wrong there becomes a named error here.
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileRefusedException(Problem.Of($"there is no file {path}"));
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException)
        {
            throw new FileRefusedException(Problem.Of($"the file cannot be opened: {FileProblem.Of(closed)}"));
        }
    }

    /// <summary>What <c>backfill</c> has left in the data folder is read unless other files are named.</summary>
    private static RecordedResults Recorded(ArtifactPlace place, string[] races, string[] dividends)
    {
        string[] Left(string[] named, string folder) =>
            named.Length > 0 ? named
            : races.Length == 0 && dividends.Length == 0 && Directory.Exists(Path.Combine(place.Name, "backfill", folder))
                ? [Path.Combine(place.Name, "backfill", folder)]
            : [];
        return new RecordedResults(Left(races, "races"), Left(dividends, "dividends"));
    }

    /// <summary><c>stake=Mise (€)</c>.</summary>
    private static ParseResult<IReadOnlyDictionary<BetField, string>> Columns(string[] typed)
    {
        var columns = new Dictionary<BetField, string>();
        foreach (var text in typed)
        {
            var sign = text.IndexOf('=', StringComparison.Ordinal);
            var field = Enum.GetValues<BetField>()
                .Where(field => sign > 0 && Code(field).Equals(text[..sign].Trim(), StringComparison.OrdinalIgnoreCase))
                .ToList();
            if (field is not [var known] || text[(sign + 1)..].Trim().Length == 0)
                return ParseResult<IReadOnlyDictionary<BetField, string>>.Fail(
                    $"'{Quoted.Short(text)}' names no column; expected FIELD=HEADING with a field of {string.Join(", ", Enum.GetValues<BetField>().Select(Code))}"
                );
            columns[known] = text[(sign + 1)..].Trim();
        }
        return ParseResult<IReadOnlyDictionary<BetField, string>>.Ok(columns);
    }

    private static string Code(BetField field) => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.ToString());

    /// <summary>What <c>import bets --json</c> answers.</summary>
    /// <param name="Ok">Every row was read.</param>
    /// <param name="DryRun">Nothing was entered.</param>
    /// <param name="Report">What came of the file.</param>
    /// <param name="Balance">Of everything that was ever imported; null: nothing was.</param>
    private sealed record ImportAnswer(bool Ok, bool DryRun, BetImportReport Report, BookBalance? Balance);
}
