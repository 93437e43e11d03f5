using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>A discipline as it is typed, in English or French, with or without accents: <c>flat</c>, <c>plat</c>, <c>attelé</c>, <c>trot monté</c>, <c>haies</c>; <c>trot</c> alone is harness.</summary>
internal static class DisciplineName
{
    /// <summary><see cref="Discipline.Unknown"/> if nothing was typed.</summary>
    public static ParseResult<Discipline> Parse(string? text)
    {
        var discipline = Names.Race(text) switch
        {
            "FLAT" or "PLAT" => Discipline.Flat,
            "HARNESS" or "ATTELE" or "TROT ATTELE" or "TROT" => Discipline.Harness,
            "MOUNTED" or "MOUNTED TROT" or "MONTE" or "TROT MONTE" => Discipline.MountedTrot,
            "HURDLE" or "HURDLES" or "HAIE" or "HAIES" => Discipline.Hurdle,
            "STEEPLECHASE" or "STEEPLE" or "STEEPLE CHASE" => Discipline.Steeplechase,
            "CROSS COUNTRY" or "CROSS" => Discipline.CrossCountry,
            "JUMPS" or "OBSTACLE" or "OBSTACLES" => Discipline.Obstacle,
            _ => Discipline.Unknown,
        };
        return text is not null && discipline == Discipline.Unknown
            ? ParseResult<Discipline>.Fail(Texts.Said("discipline_unknown", Quoted.Short(text)))
            : ParseResult<Discipline>.Ok(discipline);
    }
}
