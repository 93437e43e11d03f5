using Hippique.Racing;

namespace Hippique.Orchestration.Origins;

/// <summary>A field of a race that one source may publish and another not. An off has every source; a race that is called off is a fact only where it is said.</summary>
public sealed class RaceField
{
    private readonly Func<RaceCard, bool> _isKnown;
    private readonly Func<RaceCard, RaceCard, RaceCard> _copy;

    private RaceField(string name, Func<RaceCard, bool> isKnown, Func<RaceCard, RaceCard, RaceCard> copy)
    {
        Name = name;
        _isKnown = isKnown;
        _copy = copy;
    }

    /// <summary>As in the artifact, <c>distance_metres</c>.</summary>
    public string Name { get; }

    public static IReadOnlyList<RaceField> All { get; } =
    [
        new(RaceFields.Meeting, card => card.Meeting.Length > 0, (to, from) => to with { Meeting = from.Meeting }),
        new(RaceFields.Country, card => card.Country.Length > 0, (to, from) => to with { Country = from.Country }),
        new(RaceFields.Name, card => card.Name.Length > 0, (to, from) => to with { Name = from.Name }),
        new(RaceFields.Off, _ => true, (to, _) => to),
        new(RaceFields.Discipline, card => card.Discipline != Discipline.Unknown, (to, from) => to with { Discipline = from.Discipline }),
        new(RaceFields.Distance, card => card.DistanceMetres is not null, (to, from) => to with { DistanceMetres = from.DistanceMetres }),
        new(RaceFields.Going, card => card.Going is not null, (to, from) => to with { Going = from.Going }),
    ];

    /// <summary>The source says something of it.</summary>
    public bool IsKnown(RaceCard card) => _isKnown(card);

    /// <summary><paramref name="to"/> with this field of <paramref name="from"/>.</summary>
    public RaceCard Copy(RaceCard to, RaceCard from) => _copy(to, from);
}
