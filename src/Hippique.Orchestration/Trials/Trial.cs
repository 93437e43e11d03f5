using System.Text.Json.Serialization;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Trials;

/// <summary><c>trial.json</c>: a question that is put before its answer can be known, with all that the answer depends on. Written once.</summary>
public sealed record Trial
{
    public int Schema { get; init; } = 1;

    /// <summary>Its folder: <c>2026-11-28-gpi-edge</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The programme day on which it was started; the days after it count.</summary>
    public required DateOnly Started { get; init; }

    /// <summary>The day on which it is read; the days before it count.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Legs that have to be settled.</summary>
    public required int MinBets { get; init; }
    public required TrialClaim Claim { get; init; }

    /// <summary>Name of the rule set in <c>rules.yaml</c>.</summary>
    public required string Rules { get; init; }

    /// <summary>Of <c>rules.yaml</c>.</summary>
    public required string RulesSha256 { get; init; }

    /// <summary>Name of the model in <c>model.json</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Of <c>model.json</c>.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>It came with the program: its payout calibrations do not age.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ModelShipped { get; init; }

    /// <summary>The version that started it, without a commit.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>Money, limits, pools and countries as they were.</summary>
    public required TrialPlay Play { get; init; }
    public required TrialPower Power { get; init; }

    /// <summary>The first day that counts.</summary>
    [JsonIgnore]
    public DateOnly From => Started.AddDays(1);

    /// <summary>The last day that counts.</summary>
    [JsonIgnore]
    public DateOnly To => Until.AddDays(-1);

    /// <summary>Days that count.</summary>
    [JsonIgnore]
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>How the user played when a trial was started.</summary>
public sealed record TrialPlay
{
    public required IReadOnlyList<Pool> Operators { get; init; }
    public required IReadOnlyList<string> Countries { get; init; }
    public required Euro Bankroll { get; init; }
    public required Euro BudgetPerRace { get; init; }
    public required Euro? DailyLimit { get; init; }
    public required Euro? WeeklyLimit { get; init; }
    public required bool ExoticsPaused { get; init; }

    public static TrialPlay Of(PhaseSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new TrialPlay
        {
            Operators = settings.Operators,
            Countries = settings.Countries,
            Bankroll = settings.Bankroll,
            BudgetPerRace = settings.BudgetPerRace,
            DailyLimit = settings.DailyLimit,
            WeeklyLimit = settings.WeeklyLimit,
            ExoticsPaused = settings.ExoticsPaused,
        };
    }

    public PhaseSettings ToSettings(string programVersion) =>
        new()
        {
            Operators = Operators,
            Countries = Countries,
            Bankroll = Bankroll,
            BudgetPerRace = BudgetPerRace,
            DailyLimit = DailyLimit,
            WeeklyLimit = WeeklyLimit,
            ExoticsPaused = ExoticsPaused,
            ProgramVersion = programVersion,
        };
}
