using Hippique.Racing;

namespace Hippique.Orchestration.Origins;

/// <summary>A field of a runner that one source may publish and another not. What belongs together (starts, wins and places are counted by one rule) is one field.</summary>
public sealed class RunnerField
{
    private readonly Func<Runner, bool> _isKnown;
    private readonly Func<Runner, Runner, Runner> _copy;

    private RunnerField(string name, Func<Runner, bool> isKnown, Func<Runner, Runner, Runner> copy)
    {
        Name = name;
        _isKnown = isKnown;
        _copy = copy;
    }

    /// <summary>As in the artifact, <c>weight_kg</c>.</summary>
    public string Name { get; }

    public static IReadOnlyList<RunnerField> All { get; } =
    [
        new("jockey", runner => runner.Jockey is not null, (to, from) => to with { Jockey = from.Jockey }),
        new("trainer", runner => runner.Trainer is not null, (to, from) => to with { Trainer = from.Trainer }),
        new("owner", runner => runner.Owner is not null, (to, from) => to with { Owner = from.Owner }),
        new("sex", runner => runner.Sex is not null, (to, from) => to with { Sex = from.Sex }),
        new("age", runner => runner.Age is not null, (to, from) => to with { Age = from.Age }),
        new("draw", runner => runner.Draw is not null, (to, from) => to with { Draw = from.Draw }),
        new("weight_kg", runner => runner.WeightKg is not null, (to, from) => to with { WeightKg = from.WeightKg }),
        new(
            "handicap_distance_metres",
            runner => runner.HandicapDistanceMetres is not null,
            (to, from) => to with { HandicapDistanceMetres = from.HandicapDistanceMetres }
        ),
        new("rating", runner => runner.Rating is not null, (to, from) => to with { Rating = from.Rating }),
        new("earnings_cents", runner => runner.EarningsCents is not null, (to, from) => to with { EarningsCents = from.EarningsCents }),
        new(
            "starts",
            runner => runner.Starts is not null || runner.Wins is not null || runner.Places is not null,
            (to, from) => to with { Starts = from.Starts, Wins = from.Wins, Places = from.Places }
        ),
        new("form", runner => runner.Form is not null, (to, from) => to with { Form = from.Form }),
        new(
            "record_seconds_per_km",
            runner => runner.RecordSecondsPerKm is not null,
            (to, from) => to with { RecordSecondsPerKm = from.RecordSecondsPerKm }
        ),
        new("trainer_opinion", runner => runner.TrainerOpinion is not null, (to, from) => to with { TrainerOpinion = from.TrainerOpinion }),
        new("shoes", runner => runner.Shoes is not null, (to, from) => to with { Shoes = from.Shoes }),
        new("blinkers", runner => runner.Blinkers is not null, (to, from) => to with { Blinkers = from.Blinkers }),
        new("first_time", runner => runner.FirstTime, (to, from) => to with { FirstTime = from.FirstTime }),
    ];

    /// <summary>The source says something of it.</summary>
    public bool IsKnown(Runner runner) => _isKnown(runner);

    /// <summary><paramref name="to"/> with this field of <paramref name="from"/>.</summary>
    public Runner Copy(Runner to, Runner from) => _copy(to, from);
}
