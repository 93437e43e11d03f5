namespace Hippique.Racing;

/// <summary>The two looks at a race: 30 minutes and 5 minutes before its off.</summary>
public enum Phase
{
    H30 = 30,
    H5 = 5,
}

/// <summary>Reading and writing of <see cref="Phase"/>.</summary>
public static class PhaseText
{
    /// <summary>How long before the off the phase is due.</summary>
    public static TimeSpan BeforeOff(this Phase phase) => TimeSpan.FromMinutes((int)phase);

    /// <summary>Accepts <c>H30</c>, <c>h-30</c>, <c>H5</c>, <c>H-5</c> and their like.</summary>
    public static ParseResult<Phase> Parse(string? text) =>
        text?.Trim().Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "H30" => ParseResult<Phase>.Ok(Phase.H30),
            "H5" => ParseResult<Phase>.Ok(Phase.H5),
            null or "" => ParseResult<Phase>.Fail($"a phase is missing; expected H30 or H5"),
            _ => ParseResult<Phase>.Fail($"'{Quoted.Short(text!)}' is no phase; expected H30 or H5"),
        };
}
