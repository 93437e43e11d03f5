using System.Globalization;
using System.Text.RegularExpressions;

namespace Hippique.Racing;

/// <summary>Meeting and race number of one programme: <c>R1C3</c>. Both are at least 1 and at most 999.</summary>
public readonly partial record struct RaceCode : IComparable<RaceCode>
{
    private readonly int _meeting;
    private readonly int _race;

    /// <exception cref="ArgumentOutOfRangeException">A number is outside 1 to 999.</exception>
    public RaceCode(int meeting, int race)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(meeting, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(meeting, 999);
        ArgumentOutOfRangeException.ThrowIfLessThan(race, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(race, 999);
        _meeting = meeting - 1;
        _race = race - 1;
    }

    public int Meeting => _meeting + 1;
    public int Race => _race + 1;

    /// <summary>Accepts <c>R1C3</c> in either case, with or without a space between the two numbers.</summary>
    public static ParseResult<RaceCode> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return ParseResult<RaceCode>.Fail($"a race code is missing");
        var match = Pattern().Match(text.Trim());
        if (!match.Success)
            return ParseResult<RaceCode>.Fail($"'{Quoted.Short(text)}' is no race code; expected R<meeting>C<race>, such as R1C3");
        var meeting = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var race = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return meeting == 0 || race == 0
            ? ParseResult<RaceCode>.Fail($"'{Quoted.Short(text)}' is no race code; numbers start at 1")
            : ParseResult<RaceCode>.Ok(new RaceCode(meeting, race));
    }

    public int CompareTo(RaceCode other) => Meeting != other.Meeting ? Meeting.CompareTo(other.Meeting) : Race.CompareTo(other.Race);

    /// <summary><c>R1C3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"R{Meeting}C{Race}");

    [GeneratedRegex(@"^[Rr]([0-9]{1,3})\s?[Cc]([0-9]{1,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
