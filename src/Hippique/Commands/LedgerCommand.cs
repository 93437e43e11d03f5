using System.CommandLine;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Commands;

/// <summary><c>hippique ledger check</c>: proves that the ledger balances and was not changed; <c>hippique ledger fill</c>: enters what the files of the days have and the ledger lacks.</summary>
public static class LedgerCommand
{
    public static Command Create() =>
        new("ledger", Texts.Get("ledger")) { One("check", "ledger_check", CheckAsync), One("fill", "ledger_fill", FillAsync) };

    private static Command One(string verb, string description, Func<ArtifactPlace, Screen, CancellationToken, Task<int>> run)
    {
        var data = new Option<string?>("--data") { Description = Texts.Get("tickets_data") };
        var command = new Command(verb, Texts.Get(description)) { data };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var place = ArtifactPlace.Open(parsed.GetValue(data));
                return await run(place, Screen.Of(parsed), cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> CheckAsync(ArtifactPlace place, Screen screen, CancellationToken cancellationToken)
    {
        var ledger = new StoredLedger(place.Store);
        var result = await new LedgerCheck(place.Store, new PlanStore(place.Store), ledger).RunAsync(cancellationToken);
        screen.Json(LedgerCheckAnswer.Of(result));
        var words = new BalanceLines(Texts.Culture);
        screen.Say(Texts.Get("ledger_read", result.Entries, result.Files));
        if (result.Paper.Tickets > 0)
            screen.Say(words.Totals(LedgerBookKind.Paper, result.Paper));
        if (result.Played.Tickets > 0)
            screen.Say(words.Totals(LedgerBookKind.Played, result.Played));
        if (result.NotEntered > 0)
            screen.Say(Texts.Get("ledger_not_entered", result.NotEntered));
        foreach (var problem in ProblemText.Lines([.. result.Problems.Cast<IHasProblem>()]))
        foreach (var line in WrappedText.Of(problem, "  "))
            screen.Out.WriteLine(line);
        screen.Say(result.Problems.Count == 0 ? Texts.Get("ledger_balances") : Texts.Get("ledger_broken", result.Problems.Count));
        return result.Problems.Count == 0 ? 0 : 1;
    }

    private static async Task<int> FillAsync(ArtifactPlace place, Screen screen, CancellationToken cancellationToken)
    {
        var plans = new PlanStore(place.Store);
        var books = new RaceBooks(place.Store, plans, new StoredLedger(place.Store), NullLogger<RaceBooks>.Instance);
        var (entries, days) = await new LedgerFill(place.Store, plans, books).RunAsync(cancellationToken);
        screen.Json(new LedgerFillAnswer(Ok: true, entries, days));
        screen.Say(Texts.Get("ledger_filled", entries, days));
        return 0;
    }

    /// <summary>What <c>ledger check --json</c> answers.</summary>
    private sealed record LedgerCheckAnswer
    {
        public required bool Ok { get; init; }
        public required int Files { get; init; }
        public required int Entries { get; init; }
        public required LedgerTotals Paper { get; init; }
        public required LedgerTotals Played { get; init; }
        public required int NotEntered { get; init; }
        public required IReadOnlyList<string> Problems { get; init; }

        public static LedgerCheckAnswer Of(LedgerCheckResult result) =>
            new()
            {
                Ok = result.Problems.Count == 0,
                Files = result.Files,
                Entries = result.Entries,
                Paper = result.Paper,
                Played = result.Played,
                NotEntered = result.NotEntered,
                Problems = [.. result.Problems.Select(problem => problem.ToString())],
            };
    }

    /// <summary>What <c>ledger fill --json</c> answers.</summary>
    private sealed record LedgerFillAnswer(bool Ok, int Entries, int Days);
}
