namespace Hippique.Racing;

/// <summary>One run of a musique: a place or an incident, in a discipline, perhaps in a named year.</summary>
public readonly record struct Performance
{
    /// <summary>What a musique writes as 0: finished beyond ninth.</summary>
    public const int BeyondNinth = 0;

    private Performance(int? place, char? incident, Discipline discipline, int? year) =>
        (Place, IncidentCode, Discipline, Year) = (place, incident, discipline, year);

    /// <summary>1 to 9, more where a source writes two digits, 0 for beyond ninth; null after an incident.</summary>
    public int? Place { get; }

    /// <summary>
    /// Upper-case letter of what kept it from a place: D disqualified, A pulled up, T fell, R left at the start; J, Q, G, O and others: a run without a place. Null with a place.
    /// </summary>
    public char? IncidentCode { get; }

    /// <summary><see cref="Discipline.Unknown"/> where the letter is missing or foreign.</summary>
    public Discipline Discipline { get; }

    /// <summary>Four digits; null for the runs before the first year in brackets, which are of the season under way.</summary>
    public int? Year { get; }

    public bool IsDisqualified => IncidentCode == 'D';

    /// <summary>Place for means and counts: beyond ninth counts as 10; null after an incident.</summary>
    public int? CountedPlace => Place is BeyondNinth or > 9 ? 10 : Place;

    public static Performance Placed(int place, Discipline discipline, int? year) => new(place, null, discipline, year);

    public static Performance Incident(char code, Discipline discipline, int? year) =>
        new(null, char.ToUpperInvariant(code), discipline, year);
}
