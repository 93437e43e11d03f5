using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>A discipline as it is typed; besides the names of the program's files, <c>mounted</c> and <c>jumps</c>.</summary>
internal static class DisciplineName
{
    /// <summary><see cref="Discipline.Unknown"/> if nothing was typed.</summary>
    public static ParseResult<Discipline> Parse(string? text)
    {
        var discipline = text?.Trim().ToLowerInvariant() switch
        {
            "mounted" => Discipline.MountedTrot,
            "jumps" => Discipline.Obstacle,
            var other => DisciplineText.FromCode(other),
        };
        return text is not null && discipline == Discipline.Unknown
            ? ParseResult<Discipline>.Fail(
                $"'{Quoted.Short(text)}' is no discipline; expected flat, harness, mounted, jumps, hurdle, steeplechase or cross_country"
            )
            : ParseResult<Discipline>.Ok(discipline);
    }
}
