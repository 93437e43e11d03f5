using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Testing.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Wire;

/// <summary>A data folder as a service has it that has run for a while: a day with its plan, decisions and tickets, and a record of days before. All of it is invented.</summary>
internal static class InventedFolder
{
    public static readonly DateOnly Day = new(2031, 3, 14);

    /// <param name="races">Races of the day.</param>
    /// <param name="days">Days of the record, of 30 races each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<string> MakeAsync(int races, int days, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("hippique-wire-").FullName;
        var file = Path.Combine(folder, "recorded", "day.jsonl.gz");
        InventedDay.Write(file, InventedDay.Lines(Day, races));
        var data = Path.Combine(folder, "data");
        var settings = new PhaseSettings
        {
            Operators = [],
            Countries = ["FRA"],
            Bankroll = new Euro(500),
            BudgetPerRace = new Euro(5),
            ProgramVersion = "3.0.0",
        };
        var runner = new ReplayRunner(new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value), settings, NullLoggerFactory.Instance);
        await runner.RunDayAsync(file, Day, data, null, cancellationToken);
        using var store = new DiskArtifactStore(data);
        var history = new HistoryStore(store);
        for (var back = 1; back <= days; back++)
        {
            InventedDay.Write(file, InventedDay.Lines(Day.AddDays(-back), 30));
            await history.ImportAsync(RecordedHistory.Read(file, cancellationToken).Races, cancellationToken);
        }
        return data;
    }
}
