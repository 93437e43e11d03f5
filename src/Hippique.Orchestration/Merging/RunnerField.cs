using Hippique.Racing;

namespace Hippique.Orchestration.Merging;

/// <summary>The fields of a runner. What belongs together (starts, wins and places are counted by one rule) is one field.</summary>
internal static class RunnerField
{
    public static IReadOnlyList<PublishedField<Runner>> All { get; } =
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
}
