using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Sheets;

/// <summary>
/// Makes the sheet of a day from its files; nothing is kept. At H-5 the prices of the analysed pool are those of the stored analysis, those of the user's other pools come from the
/// same looks with the same figures. At H-30 there is no stored analysis: the same analysis is made of what was seen then, as if it were the last look, and without the guards on money.
/// </summary>
public sealed class SheetReader(IArtifactStore store, PlanStore plans, IRaceAnalyser analyser, PhaseSettings settings)
{
    private readonly PhaseArtifacts _artifacts = new(store);
    private readonly RaceEndReader _ends = new(store, plans);

    /// <summary>Null if the day was not planned.</summary>
    /// <param name="date">Programme day.</param>
    /// <param name="now">Which looks are still to come.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="ArtifactException">A file of the day cannot be read.</exception>
    public async Task<DaySheet?> ReadAsync(DateOnly date, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } day)
            return null;
        var mine = day.Races.Where(race => CountryList.Includes(settings.Countries, race.Country)).ToList();
        var seen = new List<SeenRace>(mine.Count);
        foreach (var race in mine)
            seen.Add(await SeenAsync(race, cancellationToken).ConfigureAwait(false));
        IReadOnlyList<Pool> pools = [.. settings.Operators.Concat(seen.Select(race => race.Analysis?.Pool).OfType<Pool>()).Distinct()];
        var races = seen.ConvertAll(race => RaceOf(race, pools, now));
        var shown = races
            .SelectMany(race => race.Looks)
            .SelectMany(look => look.Pools)
            .Select(pool => pool.Pool)
            .OfType<Pool>()
            .ToHashSet();
        return new DaySheet
        {
            Date = date,
            ReadAt = now,
            Simulated = day.Simulated,
            ModelledPrices = races.Exists(race => race.Looks.Any(look => look.Pools.Any(pool => pool.ModelledPrices))),
            Pools = shown.Count == 0 ? pools : [.. pools.Where(shown.Contains)],
            Unpriced = shown.Count == 0 ? [] : [.. pools.Where(pool => !shown.Contains(pool))],
            Abroad = day.Races.Count - mine.Count,
            Races = [.. races.OrderBy(race => race.Off).ThenBy(race => race.Race)],
        };
    }

    private async Task<SeenRace> SeenAsync(PlannedRace race, CancellationToken cancellationToken) =>
        new(
            race,
            (await _artifacts.SnapshotAsync(race.Id, Phase.H30, cancellationToken).ConfigureAwait(false))?.Snapshot,
            (await _artifacts.SnapshotAsync(race.Id, Phase.H5, cancellationToken).ConfigureAwait(false))?.Snapshot,
            await _artifacts.FinishedAnalysisAsync(race.Id, cancellationToken).ConfigureAwait(false),
            race.Cancelled && await IsCalledOffAsync(race.Id, cancellationToken).ConfigureAwait(false)
        );

    /// <summary>A meeting that is abandoned half-way is flagged as a whole in the plan, with the races that had been run.</summary>
    private async Task<bool> IsCalledOffAsync(RaceId race, CancellationToken cancellationToken) =>
        (await _ends.FindAsync(race, cancellationToken).ConfigureAwait(false))?.State != RaceEndState.Official;

    private SheetRace RaceOf(SeenRace seen, IReadOnlyList<Pool> pools, DateTimeOffset now)
    {
        var race = seen.Race;
        var withdrawn = seen.IsCalledOff;
        return new SheetRace
        {
            Race = race.Id,
            Meeting = race.Meeting,
            Name = race.Name,
            Off = (seen.H5 ?? seen.H30)?.Card.Off ?? race.Off,
            Url = race.Url,
            Withdrawn = withdrawn,
            Tickets = withdrawn ? [] : seen.Analysis?.Tickets ?? [],
            H30 = withdrawn || seen.H30 is null ? Unseen(race, Phase.H30, now) : H30Of(seen, seen.H30, pools),
            H5 =
                withdrawn || (seen.Analysis is null && seen.H5 is null) ? Unseen(race, Phase.H5, now)
                : seen.Analysis is null ? LookOf(Phase.H5, SheetState.NotAnalysed, seen.H5!.TakenAt, [])
                : H5Of(seen, seen.Analysis, pools),
        };
    }

    private static SheetLook Unseen(PlannedRace race, Phase phase, DateTimeOffset now)
    {
        var task = PlanSchedule.TaskOf(race.Id, phase, race.Off);
        return LookOf(phase, now <= task.GraceUntil ? SheetState.ToCome : SheetState.NotMade, task.DueAt, []);
    }

    private SheetLook H30Of(SeenRace seen, Snapshot look, IReadOnlyList<Pool> pools)
    {
        var input = InputOf(look) with { Statistics = seen.Analysis is { IsUnseen: false } later ? FiguresOf(later) : [] };
        var shown = InView(look, pools)
            .Select(pool => SheetPool.Of(analyser.Analyse(input with { Operators = [pool] }), Phase.H30))
            .ToList();
        return LookOf(Phase.H30, SheetState.Analysed, look.TakenAt, shown.Count > 0 ? shown : [NoPool]);
    }

    private SheetLook H5Of(SeenRace seen, RaceAnalysis analysis, IReadOnlyList<Pool> pools)
    {
        var stored = SheetPool.Of(analysis, Phase.H5);
        if (seen.H5 is not { } look || analysis.Pool is null)
            return LookOf(Phase.H5, SheetState.Analysed, seen.H5?.TakenAt ?? seen.Race.H5, [stored]);
        var input = InputOf(look) with
        {
            H30 = seen.H30,
            Statistics = FiguresOf(analysis),
            Player = analysis.Player,
            Bankroll = analysis.Singles.Bankroll > Euro.Zero ? analysis.Singles.Bankroll : settings.Bankroll,
        };
        var shown = InView(look, pools)
            .Select(pool => pool == analysis.Pool ? stored : Beside(analysis, input with { Operators = [pool] }));
        return LookOf(Phase.H5, SheetState.Analysed, look.TakenAt, [.. shown]);
    }

    /// <summary>Another pool than the one that was chosen; the tickets are of that one alone.</summary>
    private SheetPool Beside(RaceAnalysis chosen, AnalysisInput input)
    {
        var made = analyser.Analyse(input);
        return made.RulesSha256 == chosen.RulesSha256 && made.Model == chosen.Model
            ? SheetPool.Of(made with { Tickets = [] }, Phase.H5)
            : new SheetPool
            {
                Pool = input.Operators[0],
                Bet = made.Market,
                Reason = null,
                Nearest = [],
                ModelledPrices = false,
                OtherRules = true,
            };
    }

    private AnalysisInput InputOf(Snapshot look) =>
        new()
        {
            H5 = look,
            Operators = [],
            Countries = settings.Countries,
            Bankroll = settings.Bankroll,
            BudgetPerRace = settings.BudgetPerRace,
            ProgramVersion = settings.ProgramVersion,
            InputHashes = new Dictionary<string, string>(),
        };

    /// <summary>One for each starter, known or not, so that no others are looked up: both looks of a race are judged by the same figures, which are of days before it.</summary>
    private static RunnerStatistics[] FiguresOf(RaceAnalysis analysis) =>
        [.. analysis.Runners.Select(runner => runner.Statistics ?? new RunnerStatistics { Number = runner.Number })];

    private static IEnumerable<Pool> InView(Snapshot look, IReadOnlyList<Pool> pools) =>
        pools.Where(pool => look.Pools.Any(prices => prices.Pool == pool));

    private static SheetPool NoPool { get; } =
        new()
        {
            Pool = null,
            Bet = BetType.SimpleGagnant,
            Reason = GuardCode.RaceOffered,
            Nearest = [],
            ModelledPrices = false,
        };

    private static SheetLook LookOf(Phase phase, SheetState state, DateTimeOffset at, IReadOnlyList<SheetPool> pools) =>
        new()
        {
            Phase = phase,
            State = state,
            At = at,
            Pools = pools,
        };

    private sealed record SeenRace(PlannedRace Race, Snapshot? H30, Snapshot? H5, RaceAnalysis? Analysis, bool Flagged)
    {
        public bool IsCalledOff => Flagged || (H5 ?? H30)?.Card.Cancelled == true;
    }
}
