using System.Globalization;

namespace Hippique.Racing;

/// <summary>
/// The one name of a race: the day of the programme it belongs to (a race after midnight belongs to the evening before) and its number there
/// (PMU's where PMU lists the race, else ZEturf's).
/// </summary>
public readonly record struct RaceId(DateOnly Date, RaceCode Code) : IComparable<RaceId>
{
    public int CompareTo(RaceId other) => Date != other.Date ? Date.CompareTo(other.Date) : Code.CompareTo(other.Code);

    /// <summary><c>2025-11-20/R1C3</c>, which is also the folder of the race's artifacts.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd}/{Code}");
}
