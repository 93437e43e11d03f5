using Hippique.Racing;

namespace Hippique.Orchestration.Merging;

/// <summary>The fields of a race. Every source states an off; whether a race is called off is compared and never copied.</summary>
internal static class RaceField
{
    public static IReadOnlyList<PublishedField<RaceCard>> All { get; } =
    [
        new(RaceFields.Meeting, card => card.Meeting.Length > 0, (to, from) => to with { Meeting = from.Meeting }),
        new(RaceFields.Country, card => card.Country.Length > 0, (to, from) => to with { Country = from.Country }),
        new(RaceFields.Name, card => card.Name.Length > 0, (to, from) => to with { Name = from.Name }),
        new(RaceFields.Off, _ => true, (to, _) => to),
        new(RaceFields.Discipline, card => card.Discipline != Discipline.Unknown, (to, from) => to with { Discipline = from.Discipline }),
        new(RaceFields.Distance, card => card.DistanceMetres is not null, (to, from) => to with { DistanceMetres = from.DistanceMetres }),
        new(
            RaceFields.Declared,
            card => card.DeclaredRunners is not null,
            (to, from) => to with { DeclaredRunners = from.DeclaredRunners }
        ),
        // A source that says nothing of the state does not say that the race is open.
        new(RaceFields.NotOpen, card => card.NotOpen is not null, (to, from) => to with { NotOpen = from.NotOpen }),
        new(RaceFields.Going, card => card.Going is not null, (to, from) => to with { Going = from.Going }),
    ];
}
